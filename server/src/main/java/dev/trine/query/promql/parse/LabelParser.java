package dev.trine.query.promql.parse;

import dev.trine.model.Labels;
import dev.trine.query.series.LabelMatcher;
import dev.trine.query.series.PatternException;
import dev.trine.query.syntax.Span;
import dev.trine.query.syntax.StringText;
import java.util.ArrayList;
import java.util.List;

/// Parses what has to do with labels: the matchers of selectors and the lists of modifiers.
final class LabelParser {
    private static final String MATCHING = "label matching";
    private static final String GROUPING = "grouping opts";

    private final Cursor cursor;

    LabelParser(Cursor cursor) {
        this.cursor = cursor;
    }

    /// Matchers in braces.
    List<LabelMatcher> matchers() {
        cursor.take();
        List<LabelMatcher> matchers = new ArrayList<>();
        if (cursor.accept(TokenType.RIGHT_BRACE)) {
            return matchers;
        }
        matchers.add(matcher());
        while (!cursor.accept(TokenType.RIGHT_BRACE)) {
            if (!cursor.accept(TokenType.COMMA)) {
                throw cursor.unexpected(MATCHING, "\",\" or \"}\"");
            }
            if (cursor.accept(TokenType.RIGHT_BRACE)) {
                return matchers;
            }
            matchers.add(matcher());
        }
        return matchers;
    }

    private LabelMatcher matcher() {
        Token name = cursor.token();
        if (name.type() == TokenType.STRING) {
            cursor.take();
            String text = StringText.unquote(name.text());
            return isMatchOperator()
                    ? matcher(name.span(), text)
                    : new LabelMatcher(LabelMatcher.Type.EQUAL, Labels.NAME, text);
        }
        if (name.type() != TokenType.IDENTIFIER) {
            throw cursor.unexpected(MATCHING, "identifier or \"}\"");
        }
        cursor.take();
        if (!isMatchOperator()) {
            throw cursor.unexpected(MATCHING, "label matching operator");
        }
        return matcher(name.span(), name.text());
    }

    private boolean isMatchOperator() {
        return switch (cursor.token().type()) {
            case EQUALS, NOT_EQUAL, REGEX, NOT_REGEX -> true;
            default -> false;
        };
    }

    private LabelMatcher matcher(Span start, String name) {
        LabelMatcher.Type type =
                switch (cursor.take().type()) {
                    case NOT_EQUAL -> LabelMatcher.Type.NOT_EQUAL;
                    case REGEX -> LabelMatcher.Type.REGEX;
                    case NOT_REGEX -> LabelMatcher.Type.NOT_REGEX;
                    default -> LabelMatcher.Type.EQUAL;
                };
        Token value = cursor.expect(TokenType.STRING, MATCHING, "string");
        try {
            return new LabelMatcher(type, name, StringText.unquote(value.text()));
        } catch (PatternException e) {
            throw cursor.failure(e.getMessage(), start.to(value.span()));
        }
    }

    /// Label names in parentheses.
    List<String> names() {
        cursor.expect(TokenType.LEFT_PAREN, GROUPING, "\"(\"");
        List<String> names = new ArrayList<>();
        if (cursor.accept(TokenType.RIGHT_PAREN)) {
            return names;
        }
        names.add(name());
        while (!cursor.accept(TokenType.RIGHT_PAREN)) {
            if (!cursor.accept(TokenType.COMMA)) {
                throw cursor.unexpected(GROUPING, "\",\" or \")\"");
            }
            if (cursor.accept(TokenType.RIGHT_PAREN)) {
                return names;
            }
            names.add(name());
        }
        return names;
    }

    private String name() {
        Token token = cursor.token();
        if (token.type() == TokenType.STRING) {
            cursor.take();
            String name = StringText.unquote(token.text());
            if (name.isEmpty() || !StringText.isWellFormed(name)) {
                throw cursor.failure(
                        "invalid label name for grouping: " + Characters.quote(name), token.span());
            }
            return name;
        }
        if (token.type() != TokenType.METRIC_IDENTIFIER
                && (!Labels.isPlainLabelName(token.text()) || isNumber(token))) {
            throw cursor.unexpected(GROUPING, "label");
        }
        return cursor.take().text();
    }

    private static boolean isNumber(Token token) {
        return token.type() == TokenType.NUMBER || token.type() == TokenType.DURATION;
    }
}
