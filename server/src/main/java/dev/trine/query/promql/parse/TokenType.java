package dev.trine.query.promql.parse;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The kinds of tokens, and how messages name them.
enum TokenType {
    END(Group.OTHER, "end of input"),
    IDENTIFIER(Group.OTHER, "identifier"),
    METRIC_IDENTIFIER(Group.OTHER, "metric identifier"),
    STRING(Group.OTHER, "string"),
    NUMBER(Group.OTHER, "number"),
    DURATION(Group.OTHER, "duration"),
    LEFT_PAREN(Group.PUNCTUATION, "("),
    RIGHT_PAREN(Group.PUNCTUATION, ")"),
    LEFT_BRACE(Group.PUNCTUATION, "{"),
    RIGHT_BRACE(Group.PUNCTUATION, "}"),
    LEFT_BRACKET(Group.PUNCTUATION, "["),
    RIGHT_BRACKET(Group.PUNCTUATION, "]"),
    COMMA(Group.PUNCTUATION, ","),
    EQUALS(Group.PUNCTUATION, "="),
    COLON(Group.PUNCTUATION, ":"),
    ADD(Group.OPERATOR, "+"),
    SUBTRACT(Group.OPERATOR, "-"),
    MULTIPLY(Group.OPERATOR, "*"),
    DIVIDE(Group.OPERATOR, "/"),
    MODULO(Group.OPERATOR, "%"),
    POWER(Group.OPERATOR, "^"),
    EQUAL(Group.OPERATOR, "=="),
    NOT_EQUAL(Group.OPERATOR, "!="),
    LESS_OR_EQUAL(Group.OPERATOR, "<="),
    LESS(Group.OPERATOR, "<"),
    GREATER_OR_EQUAL(Group.OPERATOR, ">="),
    GREATER(Group.OPERATOR, ">"),
    TRIM_UPPER(Group.OPERATOR, "</"),
    TRIM_LOWER(Group.OPERATOR, ">/"),
    REGEX(Group.OPERATOR, "=~"),
    NOT_REGEX(Group.OPERATOR, "!~"),
    AT(Group.OPERATOR, "@"),
    AND(Group.OPERATOR, "and"),
    OR(Group.OPERATOR, "or"),
    UNLESS(Group.OPERATOR, "unless"),
    ATAN2(Group.OPERATOR, "atan2"),
    SUM(Group.AGGREGATOR, "sum"),
    AVG(Group.AGGREGATOR, "avg"),
    COUNT(Group.AGGREGATOR, "count"),
    MIN(Group.AGGREGATOR, "min"),
    MAX(Group.AGGREGATOR, "max"),
    GROUP(Group.AGGREGATOR, "group"),
    STDDEV(Group.AGGREGATOR, "stddev"),
    STDVAR(Group.AGGREGATOR, "stdvar"),
    TOPK(Group.AGGREGATOR, "topk"),
    BOTTOMK(Group.AGGREGATOR, "bottomk"),
    COUNT_VALUES(Group.AGGREGATOR, "count_values"),
    QUANTILE(Group.AGGREGATOR, "quantile"),
    LIMITK(Group.AGGREGATOR, "limitk"),
    LIMIT_RATIO(Group.AGGREGATOR, "limit_ratio"),
    OFFSET(Group.KEYWORD, "offset"),
    SMOOTHED(Group.KEYWORD, "smoothed"),
    ANCHORED(Group.KEYWORD, "anchored"),
    BY(Group.KEYWORD, "by"),
    WITHOUT(Group.KEYWORD, "without"),
    ON(Group.KEYWORD, "on"),
    IGNORING(Group.KEYWORD, "ignoring"),
    GROUP_LEFT(Group.KEYWORD, "group_left"),
    GROUP_RIGHT(Group.KEYWORD, "group_right"),
    FILL(Group.KEYWORD, "fill"),
    FILL_LEFT(Group.KEYWORD, "fill_left"),
    FILL_RIGHT(Group.KEYWORD, "fill_right"),
    BOOL(Group.KEYWORD, "bool"),
    START(Group.PREPROCESSOR, "start"),
    END_OF_QUERY(Group.PREPROCESSOR, "end"),
    STEP(Group.PREPROCESSOR, "step"),
    RANGE(Group.PREPROCESSOR, "range"),
    MAX_OF(Group.PREPROCESSOR, "max_of"),
    MIN_OF(Group.PREPROCESSOR, "min_of");

    private static final Map<String, TokenType> WORDS = words();

    private final Group group;
    private final String text;

    TokenType(Group group, String text) {
        this.group = group;
        this.text = text;
    }

    private static Map<String, TokenType> words() {
        Map<String, TokenType> words = new HashMap<>();
        for (TokenType type : values()) {
            if (type.group != Group.OTHER && Character.isLetter(type.text.charAt(0))) {
                words.put(type.text, type);
            }
        }
        words.put("inf", NUMBER);
        words.put("nan", NUMBER);
        return words;
    }

    /// The kind of a word that means something by itself, null for any other.
    static @Nullable TokenType ofWord(String word) {
        return WORDS.get(word.toLowerCase(Locale.ROOT));
    }

    Group group() {
        return group;
    }

    /// Its text, or what it is called where texts differ.
    String text() {
        return text;
    }

    /// How messages name them.
    enum Group {
        OTHER,
        PUNCTUATION,
        OPERATOR,
        AGGREGATOR,
        KEYWORD,
        PREPROCESSOR
    }
}
