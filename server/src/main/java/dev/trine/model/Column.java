package dev.trine.model;

/// One column of a batch: a growable, densely packed run of values of one type.
///
/// A column has a single writer while it is being filled. Once its batch has been handed to
/// [dev.trine.storage.Storage] or to a reader it is never changed again, and any number of threads
/// may read it.
public sealed interface Column permits IntColumn, LongColumn, BytesColumn {
    /// How many values there are.
    int size();

    /// Bytes of heap held, unused capacity included.
    long heapBytes();
}
