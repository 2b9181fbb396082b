package dev.trine.query.filter;

import dev.trine.model.Attributes;
import dev.trine.model.BytesColumn;
import dev.trine.query.column.TextSearch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/// An attribute that must have a value: its text, as [dev.trine.model.AnyValue#text()] puts it, is
/// compared.
public final class AttributeMatch {
    /// What the text of a number, a boolean, bytes (base64), an array or key-values can be.
    private static final Pattern OTHER_THAN_STRING =
            Pattern.compile(
                    "[-+.0-9eE]*|true|false|null|NaN|-?Infinity|([A-Za-z0-9+/]{4})*"
                            + "([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?|[\\[{].*",
                    Pattern.DOTALL);

    private final String keyText;
    private final String valueText;
    private final byte[] key;
    private final byte[] value;

    /// Finds what the bytes of every match have in them: the value when only a string can have that
    /// text, else the key.
    private final TextSearch telltale;

    public AttributeMatch(String key, String value) {
        keyText = key;
        valueText = value;
        this.key = key.getBytes(StandardCharsets.UTF_8);
        this.value = value.getBytes(StandardCharsets.UTF_8);
        telltale = new TextSearch(OTHER_THAN_STRING.matcher(value).matches() ? key : value);
    }

    /// The attribute's key.
    String key() {
        return keyText;
    }

    /// The text that its value must have.
    String value() {
        return valueText;
    }

    /// Marks the rows of a column of attributes that may match and clears the marks of those that
    /// don't: much faster than to look into each.
    void markCandidates(BytesColumn attributes, boolean[] marks) {
        Arrays.fill(marks, 0, attributes.size(), false);
        telltale.markRows(attributes, marks);
    }

    /// Whether the attributes have an entry that matches.
    ///
    /// @param attributes a cursor, which is moved
    public boolean in(Attributes attributes) {
        return attributes.find(key) && attributes.value().textEquals(value);
    }
}
