package dev.trine.storage.wal;

/// What opening the log found.
///
/// @param batches batches replayed
/// @param rows rows in them
/// @param skippedBatches intact batches left out because parts cover them
/// @param readBytes bytes of segments read
/// @param truncatedBytes bytes of torn tail cut off: writes that a crash interrupted, never
///     acknowledged
/// @param quarantinedBytes damaged bytes set aside in the quarantine folder: what was there before may
///     have been acknowledged
/// @param missingBytes bytes that should be there and are not: a segment was cut short or deleted
/// @param nanos how long it took
public record Recovery(
        long batches,
        long rows,
        long skippedBatches,
        long readBytes,
        long truncatedBytes,
        long quarantinedBytes,
        long missingBytes,
        long nanos) {}
