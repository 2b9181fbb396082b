package dev.trine.storage.shred;

/// Tells what of a value is template and what varies. Everything of `data[from, to)` is told, in
/// order, so that putting it together again gives the same bytes, whatever it was taken for.
interface Splitter {
    /// Describes one value.
    ///
    /// @return false when it is not of the form that this splitter knows; what was told is of no use then
    boolean split(byte[] data, int from, int to, Shreds into);
}
