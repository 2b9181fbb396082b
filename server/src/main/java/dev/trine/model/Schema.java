package dev.trine.model;

import java.util.List;

/// The columns of one signal's batches, in the order in which [Batch#columns()] gives them and in
/// which files number them. A column's number and type never change; new ones go to the end.
///
/// @param signal whose batches these are
/// @param columns at most 64, so that a set of them is a `long` (bit `i` = column `i`)
public record Schema(Signal signal, List<Field> columns) {
    /// One column.
    ///
    /// @param name what users see, for instance in `trine inspect-part`
    public record Field(String name, Type type) {}

    /// How a column's values are held in memory.
    public enum Type {
        INT,
        LONG,
        BYTES
    }

    public Schema {
        columns = List.copyOf(columns);
        if (columns.size() > 64) {
            throw new IllegalArgumentException("columns: " + columns.size() + " (expected: <= 64)");
        }
    }

    /// The set of all columns.
    public long all() {
        return columns.size() == 64 ? -1L : (1L << columns.size()) - 1;
    }

    /// The set of the named columns.
    ///
    /// @throws IllegalArgumentException when a name is not in this schema
    public long set(String... names) {
        long set = 0;
        for (String name : names) {
            set |= 1L << indexOf(name);
        }
        return set;
    }

    /// The number of a column.
    ///
    /// @throws IllegalArgumentException when the name is not in this schema
    public int indexOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "column: " + name + " (expected: one of " + columns + ")");
    }
}
