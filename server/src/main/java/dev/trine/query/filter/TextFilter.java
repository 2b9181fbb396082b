package dev.trine.query.filter;

import dev.trine.model.AnyValue;
import dev.trine.model.Attributes;
import dev.trine.model.BytesColumn;
import dev.trine.query.column.TextSearch;
import java.util.Arrays;
import java.util.Locale;

/// Finds a text, whatever its case, in plain strings and in encoded values: in strings at any depth,
/// in numbers and booleans as they are shown, in keys of key-values; and, when the text has
/// punctuation of JSON in it, in arrays and key-values as they are shown.
///
/// Strings lie in their encoding as they are, so a row whose bytes don't have the text has it in no
/// string. Only what is found there is looked into; unless the text could be a number's or a
/// boolean's, which the bytes don't tell.
public final class TextFilter {
    private static final String NUMERIC = "0123456789+-.e";
    private static final String JSON = "{}[]:,\"\\";

    private final TextSearch search;
    private final boolean maybeScalar;
    private final boolean maybeJson;

    /// @param text at least one character
    public TextFilter(String text) {
        search = new TextSearch(text);
        String lower = text.toLowerCase(Locale.ROOT);
        maybeScalar =
                lower.chars().allMatch(c -> NUMERIC.indexOf(c) >= 0)
                        || "true".contains(lower)
                        || "false".contains(lower)
                        || "nan".contains(lower)
                        || "-infinity".contains(lower);
        maybeJson = text.chars().anyMatch(c -> JSON.indexOf(c) >= 0);
    }

    /// Marks the rows whose plain text has the text in it.
    ///
    /// @param rows the rows asked for, rising, in `[0, count)`; others may be marked as well
    void markPlain(BytesColumn column, int[] rows, int count, boolean[] found) {
        if (count * 4L > column.size()) {
            search.markRows(column, found);
            return;
        }
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (!found[row] && search.in(column.data(), column.start(row), column.end(row))) {
                found[row] = true;
            }
        }
    }

    /// Marks the rows whose encoded value has the text in it.
    ///
    /// @param maybe scratch space of at least the column's size
    void markEncoded(
            BytesColumn column,
            int[] rows,
            int count,
            Encoding encoding,
            boolean[] maybe,
            boolean[] found) {
        boolean all = maybeScalar || maybeJson;
        if (!all) {
            Arrays.fill(maybe, 0, column.size(), false);
            markPlain(column, rows, count, maybe);
        }
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (!found[row] && (all || maybe[row]) && column.length(row) > 0) {
                found[row] = encoding.in(this, column, row);
            }
        }
    }

    /// How a column's values are encoded, and so how to look into them.
    interface Encoding {
        boolean in(TextFilter text, BytesColumn column, int row);
    }

    /// Whether the text is in a value.
    boolean inValue(AnyValue value) {
        return switch (value.kind()) {
            case EMPTY, BYTES -> false;
            case STRING -> search.in(value.data(), value.start(), value.end());
            case BOOL, INT, DOUBLE -> maybeScalar && search.in(value.text());
            case ARRAY -> (maybeJson && search.in(value.text())) || inElements(value);
            case KEY_VALUES -> (maybeJson && search.in(value.text())) || inEntries(value);
        };
    }

    /// Whether the text is in the value of an attribute.
    boolean inAttributes(Attributes attributes) {
        while (attributes.next()) {
            if (inValue(attributes.value())) {
                return true;
            }
        }
        return false;
    }

    /// Whether the text is in `data[from, to)`.
    boolean inPlain(byte[] data, int from, int to) {
        return search.in(data, from, to);
    }

    private boolean inElements(AnyValue array) {
        for (AnyValue element : array.elements()) {
            if (inValue(element)) {
                return true;
            }
        }
        return false;
    }

    private boolean inEntries(AnyValue keyValues) {
        Attributes entries = keyValues.keyValues();
        while (entries.next()) {
            if (search.in(entries.data(), entries.keyStart(), entries.keyEnd())
                    || inValue(entries.value())) {
                return true;
            }
        }
        return false;
    }
}
