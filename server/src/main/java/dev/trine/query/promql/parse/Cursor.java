package dev.trine.query.promql.parse;

import dev.trine.query.syntax.SourceText;
import dev.trine.query.syntax.Span;
import dev.trine.query.syntax.SyntaxException;
import org.jspecify.annotations.Nullable;

/// The parser's place in the tokens of a query, and how it complains there. Text is cut into tokens
/// when they are looked at and not before, so that of several mistakes the first is told.
final class Cursor {
    private final SourceText source;
    private final Lexer lexer;
    private @Nullable Token next;
    private Span previous = new Span(0, 0);

    Cursor(SourceText source) {
        this.source = source;
        this.lexer = new Lexer(source);
    }

    /// The token to be read next.
    Token token() {
        Token token = next;
        if (token == null) {
            token = lexer.next();
            next = token;
        }
        return token;
    }

    boolean is(TokenType type) {
        return token().type() == type;
    }

    /// Reads a token.
    Token take() {
        Token token = token();
        previous = token.span();
        next = null;
        return token;
    }

    /// Reads a token if it is of a kind.
    boolean accept(TokenType type) {
        if (!is(type)) {
            return false;
        }
        take();
        return true;
    }

    /// Reads a token that has to be of a kind.
    ///
    /// @param context what is being read, empty when nothing in particular
    /// @param expected what belongs there, empty when that is not said
    Token expect(TokenType type, String context, String expected) {
        if (!is(type)) {
            throw unexpected(context, expected);
        }
        return take();
    }

    /// From a place up to the end of the token read last.
    Span since(Span start) {
        return new Span(start.start(), Math.max(start.start(), previous.end()));
    }

    SyntaxException unexpected(String context, String expected) {
        Token token = token();
        StringBuilder problem = new StringBuilder("unexpected ").append(token.describe());
        if (!context.isEmpty()) {
            problem.append(" in ").append(context);
        }
        if (!expected.isEmpty()) {
            problem.append(", expected ").append(expected);
        }
        return failure(problem.toString(), token.span());
    }

    SyntaxException failure(String problem, Span span) {
        return new SyntaxException(problem, span, source);
    }
}
