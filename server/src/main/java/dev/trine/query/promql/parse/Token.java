package dev.trine.query.promql.parse;

import dev.trine.model.QuotedText;
import dev.trine.query.syntax.Span;

/// A piece of a query.
///
/// @param text as it was written
record Token(TokenType type, String text, Span span) {
    private static final int SHOWN = 10;

    /// As messages name it.
    String describe() {
        return switch (type.group()) {
            case OPERATOR -> "<op:" + text + ">";
            case AGGREGATOR -> "<aggr:" + text + ">";
            case KEYWORD -> "<" + text + ">";
            case PUNCTUATION, PREPROCESSOR -> QuotedText.of(text);
            case OTHER ->
                    switch (type) {
                        case END -> "end of input";
                        case IDENTIFIER, METRIC_IDENTIFIER ->
                                type.text() + " " + QuotedText.of(text);
                        default -> type.text() + " " + shortened();
                    };
        };
    }

    private String shortened() {
        return text.length() > SHOWN
                ? QuotedText.of(text.substring(0, SHOWN)) + "..."
                : QuotedText.of(text);
    }
}
