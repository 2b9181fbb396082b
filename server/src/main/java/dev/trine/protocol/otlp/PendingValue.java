package dev.trine.protocol.otlp;

import dev.trine.model.BytesColumn;

/// A value of a column that is still being put together. It grows behind the column's last value and
/// becomes one only when its record is accepted, so that a refused record leaves nothing behind.
final class PendingValue {
    private final BytesColumn column;
    private int length;

    PendingValue(BytesColumn column) {
        this.column = column;
    }

    /// How many bytes it has so far.
    int length() {
        return length;
    }

    /// Adds `source[from, to)`.
    void append(byte[] source, int from, int to) {
        column.reserve(length + to - from);
        System.arraycopy(source, from, column.data(), column.dataSize() + length, to - from);
        length += to - from;
    }

    /// Adds a field: a one-byte tag, then `source[from, to)`, which begins with its length.
    ///
    /// @return offset in [#data()] of what stands behind the tag
    int appendField(int tag, byte[] source, int from, int to) {
        int size = to - from;
        column.reserve(length + 1 + size);
        byte[] data = column.data();
        int at = column.dataSize() + length;
        data[at] = (byte) tag;
        System.arraycopy(source, from, data, at + 1, size);
        length += 1 + size;
        return at + 1;
    }

    /// Where it is being put together; another array after each addition.
    byte[] data() {
        return column.data();
    }

    /// Starts over with nothing.
    void clear() {
        length = 0;
    }

    /// Makes it the column's next value.
    void commit() {
        column.commit(length);
        length = 0;
    }
}
