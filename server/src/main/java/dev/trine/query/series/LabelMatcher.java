package dev.trine.query.series;

import com.google.re2j.Pattern;
import dev.trine.model.Labels;
import dev.trine.model.QuotedText;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/// A condition on the value of one label. A series without the label has the empty value.
public final class LabelMatcher {
    private final Type type;
    private final String name;
    private final String value;
    private final StringMatcher matcher;

    /// @throws PatternException when a regular expression is none
    public LabelMatcher(Type type, String name, String value) {
        this(
                type,
                name,
                value,
                type.isRegex() ? StringMatcher.regex(value) : new StringMatcher.Literal(value));
    }

    /// The condition that a label has one of some values.
    public static LabelMatcher oneOf(String name, Collection<String> values) {
        String pattern = values.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        return new LabelMatcher(
                Type.REGEX, name, pattern, new StringMatcher.OneOf(Set.copyOf(values)));
    }

    private LabelMatcher(Type type, String name, String value, StringMatcher matcher) {
        this.type = type;
        this.name = name;
        this.value = value;
        this.matcher = matcher;
    }

    public Type type() {
        return type;
    }

    /// The label's name.
    public String name() {
        return name;
    }

    /// The value or the regular expression.
    public String value() {
        return value;
    }

    /// The condition itself, before it is negated: for indexes that look values up.
    public StringMatcher matcher() {
        return matcher;
    }

    /// Whether a value of the label meets the condition.
    public boolean matches(String labelValue) {
        return matcher.matches(labelValue) != type.isNegated();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelMatcher that
                && type == that.type
                && name.equals(that.name)
                && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return (type.hashCode() * 31 + name.hashCode()) * 31 + value.hashCode();
    }

    /// As it is written in a selector.
    @Override
    public String toString() {
        String label = Labels.isPlainLabelName(name) ? name : QuotedText.of(name);
        return label + type.symbol() + QuotedText.of(value);
    }

    /// The kinds of conditions.
    public enum Type {
        EQUAL("="),
        NOT_EQUAL("!="),
        REGEX("=~"),
        NOT_REGEX("!~");

        private final String symbol;

        Type(String symbol) {
            this.symbol = symbol;
        }

        /// As it is written.
        public String symbol() {
            return symbol;
        }

        boolean isRegex() {
            return this == REGEX || this == NOT_REGEX;
        }

        boolean isNegated() {
            return this == NOT_EQUAL || this == NOT_REGEX;
        }
    }
}
