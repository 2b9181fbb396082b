package dev.trine.protocol.otlp;

/// How much one request, and one record in it, may ask of the store.
///
/// @param attributes entries in one list of attributes (of a resource, scope, span, event, link, log
///     record, point or exemplar); a record with more is rejected. SDKs stop at 128
/// @param bodyBytes bytes of a log record's body; longer ones are cut and flagged
/// @param records spans, log records or points in one request; those beyond are rejected. An empty log
///     record takes 2 bytes on the wire and 80 in memory, so that the size of the request alone does
///     not bound what it becomes
public record OtlpLimits(int attributes, int bodyBytes, int records) {
    /// 1,024 attributes, 256 KiB of body, a million records.
    public static final OtlpLimits DEFAULT = new OtlpLimits(1024, 256 * 1024, 1_000_000);

    /// A record may take some 400 bytes at the most costly moment, beside its own content: as columns
    /// that grow, as a frame of the log and as rows of a head. So one request of the smallest records
    /// takes a tenth of the heap.
    private static final int HEAP_BYTES_EACH_RECORD = 4096;

    /// The same for a heap of `maxHeapBytes`: with fewer records where a million do not fit, 131,072
    /// in 512 MiB.
    public static OtlpLimits forHeap(long maxHeapBytes) {
        return new OtlpLimits(
                DEFAULT.attributes,
                DEFAULT.bodyBytes,
                Math.clamp(maxHeapBytes / HEAP_BYTES_EACH_RECORD, 10_000, DEFAULT.records));
    }

    public OtlpLimits {
        if (attributes < 1) {
            throw new IllegalArgumentException("attributes: " + attributes + " (expected: >= 1)");
        }
        if (bodyBytes < 4) {
            throw new IllegalArgumentException("bodyBytes: " + bodyBytes + " (expected: >= 4)");
        }
        if (records < 1) {
            throw new IllegalArgumentException("records: " + records + " (expected: >= 1)");
        }
    }
}
