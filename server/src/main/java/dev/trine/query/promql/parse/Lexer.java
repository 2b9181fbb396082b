package dev.trine.query.promql.parse;

import dev.trine.query.syntax.SourceText;
import dev.trine.query.syntax.Span;
import dev.trine.query.syntax.SyntaxException;
import org.jspecify.annotations.Nullable;

/// Cuts a query into tokens, one at a time. What is between braces and between brackets has rules
/// of its own.
final class Lexer {
    private final SourceText source;
    private final String text;
    private final NumberScanner numbers;
    private int start;
    private int at;
    private int parens;
    private boolean inBraces;
    private boolean inBrackets;
    private boolean gotColon;

    /// Whether a number or duration was read since the bracket: from then on, tokens are those of
    /// any other place.
    private boolean gotDuration;

    Lexer(SourceText source) {
        this.source = source;
        this.text = source.text();
        this.numbers = new NumberScanner(text);
    }

    /// The next token; the end of the input again and again.
    ///
    /// @throws SyntaxException when there is none
    Token next() {
        skipBlanks();
        start = at;
        if (inBraces) {
            return insideBraces();
        }
        if (at == text.length()) {
            return end();
        }
        return inBrackets && !gotDuration ? insideBrackets() : statement();
    }

    private void skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#' && (!inBrackets || gotDuration)) {
                while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                    at++;
                }
            } else if (isBlank(c)) {
                at++;
            } else {
                return;
            }
        }
    }

    private Token end() {
        if (inBrackets && !gotDuration) {
            throw failure("unexpected end of input in duration expression");
        }
        if (parens > 0) {
            throw failure("unclosed left parenthesis");
        }
        if (inBrackets) {
            throw failure("unclosed left bracket");
        }
        return token(TokenType.END);
    }

    private Token statement() {
        char c = text.charAt(at++);
        return switch (c) {
            case ',' -> token(TokenType.COMMA);
            case '*' -> token(TokenType.MULTIPLY);
            case '/' -> token(TokenType.DIVIDE);
            case '%' -> token(TokenType.MODULO);
            case '+' -> token(TokenType.ADD);
            case '-' -> token(TokenType.SUBTRACT);
            case '^' -> token(TokenType.POWER);
            case '@' -> token(TokenType.AT);
            case '=' -> equals();
            case '!' -> {
                if (!accept('=')) {
                    throw failure("unexpected character after '!': " + quotedCharacter(at));
                }
                yield token(TokenType.NOT_EQUAL);
            }
            case '<' -> comparison(TokenType.LESS_OR_EQUAL, TokenType.TRIM_UPPER, TokenType.LESS);
            case '>' ->
                    comparison(TokenType.GREATER_OR_EQUAL, TokenType.TRIM_LOWER, TokenType.GREATER);
            case '"', '\'', '`' -> string(c);
            case '(' -> leftParen();
            case ')' -> rightParen();
            case '{' -> {
                inBraces = true;
                yield token(TokenType.LEFT_BRACE);
            }
            case '[' -> leftBracket();
            case ']' -> rightBracket();
            default -> word(c);
        };
    }

    private Token equals() {
        if (accept('=')) {
            return token(TokenType.EQUAL);
        }
        if (at < text.length() && text.charAt(at) == '~') {
            throw failure("unexpected character after '=': '~'");
        }
        return token(TokenType.EQUALS);
    }

    private Token comparison(TokenType orEqual, TokenType trim, TokenType alone) {
        if (accept('=')) {
            return token(orEqual);
        }
        return accept('/') ? token(trim) : token(alone);
    }

    private Token leftBracket() {
        if (inBrackets) {
            throw failure("unexpected left bracket '['");
        }
        inBrackets = true;
        gotColon = false;
        gotDuration = false;
        return token(TokenType.LEFT_BRACKET);
    }

    private Token rightBracket() {
        if (!inBrackets) {
            throw failure("unexpected right bracket ']'");
        }
        inBrackets = false;
        return token(TokenType.RIGHT_BRACKET);
    }

    private Token leftParen() {
        parens++;
        return token(TokenType.LEFT_PAREN);
    }

    private Token rightParen() {
        parens--;
        if (parens < 0) {
            start = at;
            throw failure("unexpected right parenthesis ')'");
        }
        return token(TokenType.RIGHT_PAREN);
    }

    private Token word(char c) {
        if (isDigit(c) || (c == '.' && at < text.length() && isDigit(text.charAt(at)))) {
            at--;
            return number();
        }
        if (!isAlpha(c) && c != ':') {
            at--;
            throw failure("unexpected character: " + quotedCharacter(at));
        }
        if (inBrackets) {
            return c == ':' ? colon() : durationWord(", expected ':'", "unexpected character: ");
        }
        while (at < text.length() && (isAlphaNumeric(text.charAt(at)) || text.charAt(at) == ':')) {
            at++;
        }
        String word = text.substring(start, at);
        TokenType type = TokenType.ofWord(word);
        if (type != null && (!isFill(type) || isFollowedByParen())) {
            return token(type);
        }
        return token(word.indexOf(':') < 0 ? TokenType.IDENTIFIER : TokenType.METRIC_IDENTIFIER);
    }

    private static boolean isFill(TokenType type) {
        return type == TokenType.FILL
                || type == TokenType.FILL_LEFT
                || type == TokenType.FILL_RIGHT;
    }

    /// So that metrics may still be named as these late keywords.
    private boolean isFollowedByParen() {
        int i = at;
        while (i < text.length() && isBlank(text.charAt(i))) {
            i++;
        }
        return i < text.length() && text.charAt(i) == '(';
    }

    private Token number() {
        int end = numbers.number(at);
        if (end > 0) {
            at = end;
            return token(TokenType.NUMBER);
        }
        end = numbers.duration(-end);
        if (end > 0) {
            at = end;
            return token(TokenType.DURATION);
        }
        throw failure(
                "bad number or duration syntax: " + Characters.quote(text.substring(at, -end)));
    }

    private Token colon() {
        if (gotColon) {
            throw failure("unexpected colon ':'");
        }
        gotColon = true;
        return token(TokenType.COLON);
    }

    private Token insideBrackets() {
        char c = text.charAt(at++);
        return switch (c) {
            case ']' -> rightBracket();
            case ':' -> {
                start = at;
                throw failure("unexpected colon before duration in duration expression");
            }
            case '(' -> leftParen();
            case ')' -> rightParen();
            case '+' -> token(TokenType.ADD);
            case '-' -> token(TokenType.SUBTRACT);
            case '*' -> token(TokenType.MULTIPLY);
            case '/' -> token(TokenType.DIVIDE);
            case '%' -> token(TokenType.MODULO);
            case '^' -> token(TokenType.POWER);
            case ',' -> token(TokenType.COMMA);
            default -> bracketWord(c);
        };
    }

    private Token bracketWord(char c) {
        if (isDigit(c) || (c == '.' && at < text.length() && isDigit(text.charAt(at)))) {
            at--;
            gotDuration = true;
            return number();
        }
        return durationWord("", "unexpected character in duration expression: ");
    }

    /// A word that stands for a duration or computes one, of which a letter was read.
    private Token durationWord(String expected, String problem) {
        boolean word = isAlpha(text.charAt(start));
        while (word && at < text.length() && isAlpha(text.charAt(at))) {
            at++;
        }
        TokenType type = word ? TokenType.ofWord(text.substring(start, at)) : null;
        if (type == TokenType.STEP
                || type == TokenType.RANGE
                || type == TokenType.MIN_OF
                || type == TokenType.MAX_OF) {
            return token(type);
        }
        throw failure(problem + quotedCharacter(start) + expected);
    }

    private Token insideBraces() {
        if (at == text.length()) {
            throw failure("unexpected end of input inside braces");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case ',' -> token(TokenType.COMMA);
            case '"', '\'', '`' -> string(c);
            case '=' -> token(accept('~') ? TokenType.REGEX : TokenType.EQUALS);
            case '!' -> {
                if (accept('~')) {
                    yield token(TokenType.NOT_REGEX);
                }
                if (accept('=')) {
                    yield token(TokenType.NOT_EQUAL);
                }
                throw failure(
                        "unexpected character after '!' inside braces: " + quotedCharacter(at));
            }
            case '{' -> throw failure("unexpected left brace '{'");
            case '}' -> {
                inBraces = false;
                yield token(TokenType.RIGHT_BRACE);
            }
            default -> {
                if (!isAlpha(c)) {
                    at--;
                    throw failure("unexpected character inside braces: " + quotedCharacter(at));
                }
                while (at < text.length() && isAlphaNumeric(text.charAt(at))) {
                    at++;
                }
                yield token(TokenType.IDENTIFIER);
            }
        };
    }

    private Token string(char quote) {
        boolean raw = quote == '`';
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote) {
                return token(TokenType.STRING);
            }
            if (!raw && c == '\n') {
                break;
            }
            if (!raw && c == '\\') {
                String problem = checkEscape(quote);
                if (problem != null) {
                    throw failure(problem);
                }
            }
        }
        throw failure(raw ? "unterminated raw string" : "unterminated quoted string");
    }

    /// Moves behind an escape whose backslash was read; says what is wrong with it, if anything.
    private @Nullable String checkEscape(char quote) {
        EscapeScanner escape = new EscapeScanner(text, at, quote);
        at = escape.end();
        return escape.problem();
    }

    private boolean accept(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private Token token(TokenType type) {
        return new Token(type, text.substring(start, at), new Span(start, at));
    }

    private SyntaxException failure(String problem) {
        return new SyntaxException(problem, new Span(start, text.length()), source);
    }

    private String quotedCharacter(int index) {
        return index < text.length()
                ? Characters.quoteCharacter(text.codePointAt(index))
                : Characters.quoteCharacter(-1);
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isAlpha(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isAlphaNumeric(char c) {
        return isAlpha(c) || isDigit(c);
    }
}
