package dev.trine.protocol.otlp;

import dev.trine.model.BytesColumn;

/// A value of a column that is still being put together. It grows behind the column's last value and
/// becomes one only when its record is accepted, so that a refused record leaves nothing behind.
final class PendingValue {
    /// A column of fewer bytes grows by doubling: too little has been seen to tell more from.
    private static final int FORECAST_FROM = 4096;

    private final BytesColumn column;
    private int length;

    PendingValue(BytesColumn column) {
        this.column = column;
    }

    /// How many bytes it has so far.
    int length() {
        return length;
    }

    /// Adds `request[from, to)`.
    void append(byte[] request, int from, int to) {
        reserve(to - from, request.length, to);
        System.arraycopy(request, from, column.data(), column.dataSize() + length, to - from);
        length += to - from;
    }

    /// Adds a field: a one-byte tag, then `request[from, to)`, which begins with its length.
    ///
    /// @return offset in [#data()] of what stands behind the tag
    int appendField(int tag, byte[] request, int from, int to) {
        int size = to - from;
        reserve(1 + size, request.length, to);
        byte[] data = column.data();
        int at = column.dataSize() + length;
        data[at] = (byte) tag;
        System.arraycopy(request, from, data, at + 1, size);
        length += 1 + size;
        return at + 1;
    }

    /// Makes room. What the column will hold at the end of the request is foretold from what it holds
    /// at this place of it, so that a large one is allocated once rather than by doubling.
    private void reserve(int size, int requestLength, int position) {
        int needed = column.dataSize() + length + size;
        if (needed > column.data().length) {
            long total = needed < FORECAST_FROM ? 0 : (long) needed * requestLength / position;
            column.reserve(length + size, total + total / 16);
        }
    }

    /// Where it is being put together; another array after each addition.
    byte[] data() {
        return column.data();
    }

    /// Starts over with nothing.
    void clear() {
        length = 0;
    }

    /// Makes it the value of a row, and those of the rows before it that have none yet empty. Does
    /// nothing when it is empty itself.
    void commitAt(int row) {
        if (length > 0) {
            column.padTo(row);
            commit();
        }
    }

    /// Makes it the column's next value.
    void commit() {
        column.commit(length);
        length = 0;
    }
}
