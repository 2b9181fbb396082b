package dev.trine.storage.shred;

/// Steps of a template, which is a small program that writes one value. The code never changes its
/// meaning.
///
/// ```
/// LITERAL │ length, varint │ bytes         TEXT, VARINT, FIXED64 │ stream, varint
/// ENTRY   │ name, varint                   OPEN, CLOSE, END_ENTRY: nothing
/// ```
final class TemplateOp {
    /// Writes bytes that are the same in all values of the template.
    static final int LITERAL = 0;

    /// Writes the next value of a stream of byte strings.
    static final int TEXT = 1;

    /// Writes the next value of a stream of integers as a protobuf varint.
    static final int VARINT = 2;

    /// Writes the next value of a stream of integers as 8 bytes, little endian.
    static final int FIXED64 = 3;

    /// Begins what stands behind its length in bytes, a varint.
    static final int OPEN = 4;

    /// Ends what [#OPEN] began.
    static final int CLOSE = 5;

    /// Begins a `KeyValue` with the named key (field 1 of a list), up to and including the length of
    /// its value.
    static final int ENTRY = 6;

    /// Ends what [#ENTRY] began.
    static final int END_ENTRY = 7;

    /// How deep lengths may nest.
    static final int MAX_DEPTH = 16;

    private TemplateOp() {}
}
