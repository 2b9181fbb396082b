package dev.trine.query.column;

import dev.trine.model.BytesColumn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds a text in UTF-8 bytes whatever the case of its letters, without decoding them. Letters are
/// compared by their one-to-one case mappings (`É` is `é`; `ß` is not `SS`). Immutable.
///
/// The search looks for the rarest byte of the text eight bytes at a time and compares the rest only
/// around it. A column is searched as one run of bytes, not row by row.
public final class TextSearch {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    /// Bytes of telemetry text from the most to the least frequent; others are rarer still.
    private static final String FREQUENT = "e tasoirn0lc1d2-p/u3m.45678h9gf\":by,=_vkwxjqz";

    private final byte[][][] letters;
    private final int minLength;
    private final boolean anchored;
    private final int anchorOffset;
    private final byte anchorLow;
    private final byte anchorHigh;

    /// @param text at least one character
    public TextSearch(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("text: empty (expected: at least one character)");
        }
        letters = text.codePoints().mapToObj(TextSearch::forms).toArray(byte[][][]::new);
        minLength = minLength(letters);
        Anchor anchor = Anchor.rarest(letters);
        anchored = anchor != null;
        if (anchor == null) {
            anchor = new Anchor(0, (byte) 0, (byte) 0, 0);
        }
        anchorOffset = anchor.offset;
        anchorLow = anchor.low;
        anchorHigh = anchor.high;
    }

    /// The offset of the first occurrence that lies within `data[from, to)`, or -1.
    public int indexOf(byte[] data, int from, int to) {
        int last = to - minLength + anchorOffset;
        int at = from + anchorOffset;
        while (at <= last) {
            at = anchorIn(data, at, last + 1);
            if (at < 0) {
                return -1;
            }
            if (matchesAt(data, at - anchorOffset, to)) {
                return at - anchorOffset;
            }
            at++;
        }
        return -1;
    }

    /// Whether the text occurs within `data[from, to)`.
    public boolean in(byte[] data, int from, int to) {
        return indexOf(data, from, to) >= 0;
    }

    /// Whether the text occurs in a value.
    public boolean in(String value) {
        byte[] data = value.getBytes(StandardCharsets.UTF_8);
        return in(data, 0, data.length);
    }

    /// Marks the rows of a column in whose bytes the text occurs.
    ///
    /// @param found of at least the column's size; entries of other rows are left alone
    public void markRows(BytesColumn column, boolean[] found) {
        int rows = column.size();
        int end = column.dataSize();
        int row = 0;
        int at = rows == 0 ? -1 : indexOf(column.data(), 0, end);
        while (at >= 0) {
            row = rowAt(column, row, at);
            int rowEnd = column.end(row);
            if (matchesAt(column.data(), at, rowEnd)) {
                found[row] = true;
                at = indexOf(column.data(), rowEnd, end);
            } else {
                at = indexOf(column.data(), at + 1, end);
            }
        }
    }

    /// The row that holds a byte, at or behind `from`.
    private static int rowAt(BytesColumn column, int from, int offset) {
        int low = from;
        int high = column.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (column.end(middle) > offset) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private int anchorIn(byte[] data, int from, int to) {
        int at = from;
        if (!anchored) {
            return at < to ? at : -1;
        }
        if (anchorLow == anchorHigh || (anchorLow ^ anchorHigh) == 0x20) {
            // With bit 5 set in every byte, both cases of an ASCII letter become the same byte.
            long fold = ((anchorLow ^ anchorHigh) & 0xFF) * ONES;
            long wanted = ((anchorLow & 0xFF) | (fold & 0xFF)) * ONES;
            for (; at + Long.BYTES <= to; at += Long.BYTES) {
                long differing = ((long) LONG.get(data, at) | fold) ^ wanted;
                long zeros = (differing - ONES) & ~differing & HIGH_BITS;
                if (zeros != 0) {
                    return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
                }
            }
        }
        for (; at < to; at++) {
            if (data[at] == anchorLow || data[at] == anchorHigh) {
                return at;
            }
        }
        return -1;
    }

    private boolean matchesAt(byte[] data, int from, int to) {
        int at = from;
        for (byte[][] forms : letters) {
            int length = lengthOfForm(forms, data, at, to);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    private static int lengthOfForm(byte[][] forms, byte[] data, int from, int to) {
        for (byte[] form : forms) {
            if (form.length <= to - from && startsWith(data, from, form)) {
                return form.length;
            }
        }
        return 0;
    }

    private static boolean startsWith(byte[] data, int from, byte[] form) {
        for (int i = 0; i < form.length; i++) {
            if (data[from + i] != form[i]) {
                return false;
            }
        }
        return true;
    }

    /// The ways to write a letter: as it is, lower, upper and title case; the lower case first.
    private static byte[][] forms(int letter) {
        int lower = Character.toLowerCase(Character.toUpperCase(letter));
        Set<Integer> forms = new LinkedHashSet<>();
        forms.add(lower);
        forms.add(Character.toUpperCase(letter));
        forms.add(Character.toTitleCase(letter));
        forms.add(letter);
        List<byte[]> encoded = new ArrayList<>();
        for (int form : forms) {
            encoded.add(Character.toString(form).getBytes(StandardCharsets.UTF_8));
        }
        return encoded.toArray(byte[][]::new);
    }

    private static int minLength(byte[][][] letters) {
        int length = 0;
        for (byte[][] forms : letters) {
            int shortest = forms[0].length;
            for (byte[] form : forms) {
                shortest = Math.min(shortest, form.length);
            }
            length += shortest;
        }
        return length;
    }

    /// A byte to look for, in at most two forms, and how far into the text it is.
    private record Anchor(int offset, byte low, byte high, int rarity) {
        /// Null when the first letter already has more forms than two bytes can begin.
        static @Nullable Anchor rarest(byte[][][] letters) {
            Anchor best = null;
            int offset = 0;
            for (byte[][] forms : letters) {
                Anchor candidate = of(offset, forms);
                if (candidate != null && (best == null || candidate.rarity > best.rarity)) {
                    best = candidate;
                }
                if (!sameLengths(forms)) {
                    break;
                }
                offset += forms[0].length;
            }
            return best;
        }

        private static @Nullable Anchor of(int offset, byte[][] forms) {
            Set<Byte> first = new LinkedHashSet<>();
            for (byte[] form : forms) {
                first.add(form[0]);
            }
            if (first.size() > 2) {
                return null;
            }
            byte low = forms[0][0];
            byte high = low;
            for (byte other : first) {
                high = other;
            }
            int frequency = low < 0 ? -1 : FREQUENT.indexOf(low);
            // A byte that starts letters beyond ASCII is as good as a rare ASCII one: in such texts
            // the same few are everywhere.
            int rarity =
                    low < 0 ? FREQUENT.length() / 2 : frequency < 0 ? FREQUENT.length() : frequency;
            return new Anchor(offset, low, high, rarity);
        }

        private static boolean sameLengths(byte[][] forms) {
            for (byte[] form : forms) {
                if (form.length != forms[0].length) {
                    return false;
                }
            }
            return true;
        }
    }
}
