package dev.trine.query.services;

import dev.trine.model.SpanBatch;
import dev.trine.query.column.Hashing;
import dev.trine.query.column.LongTable;
import dev.trine.query.exec.Query;
import java.util.Arrays;

/// Tells spans seen before from new ones: a sender that got no answer sends its spans again. Exact but
/// for collisions of 64-bit hashes of trace ids. Charged to the query until [#release()]. Not safe for
/// use by several threads.
///
/// Spans of one trace come together, and few at that, so a span is compared with those of its trace one
/// by one, in memory that was just written; only a large trace gets a table.
final class DistinctSpans {
    /// The most that a span takes, when it is its trace's only one and the arrays have just grown.
    private static final int SPAN_BYTES = 80;

    private static final int CHAIN_BYTES = Long.BYTES + Integer.BYTES;
    private static final int TRACE_BYTES = 2 * Integer.BYTES;
    private static final int MAX_CHAIN = 64;

    private final Query query;
    private final LongTable traces;
    private final LongTable large;
    private int[] newest = new int[1_024];
    private int[] counts = new int[1_024];
    private long[] ids = new long[8_192];
    private int[] before = new int[8_192];
    private int size;
    private long lastHigh;
    private long lastLow;
    private int lastTrace = -1;

    DistinctSpans(Query query) {
        this.query = query;
        traces = new LongTable(query, 1_024);
        large = new LongTable(query, 16);
        query.charge(ownBytes());
    }

    /// How many spans to take at a time, so that half of the memory that is free holds them.
    static long fitting(Query query) {
        return Math.max(1_000, query.freeBytes() / 2 / SPAN_BYTES);
    }

    /// Adds a span.
    ///
    /// @return false when it has been added before
    boolean add(SpanBatch batch, int row) {
        int trace = trace(batch.traceIdHigh.get(row), batch.traceIdLow.get(row));
        long id = batch.spanId.get(row);
        if (counts[trace] > MAX_CHAIN) {
            int known = large.size();
            return large.add(Hashing.mix(trace, id)) == known;
        }
        for (int at = newest[trace]; at >= 0; at = before[at]) {
            if (ids[at] == id) {
                return false;
            }
        }
        append(trace, id);
        if (counts[trace] > MAX_CHAIN) {
            for (int at = newest[trace]; at >= 0; at = before[at]) {
                large.add(Hashing.mix(trace, ids[at]));
            }
        }
        return true;
    }

    private int trace(long high, long low) {
        if (lastTrace >= 0 && lastLow == low && lastHigh == high) {
            return lastTrace;
        }
        int known = traces.size();
        int trace = traces.add(Hashing.mix(high, low));
        if (trace == known) {
            if (trace == newest.length) {
                query.charge((long) TRACE_BYTES * trace);
                newest = Arrays.copyOf(newest, trace * 2);
                counts = Arrays.copyOf(counts, trace * 2);
            }
            newest[trace] = -1;
        }
        lastHigh = high;
        lastLow = low;
        lastTrace = trace;
        return trace;
    }

    private void append(int trace, long id) {
        if (size == ids.length) {
            query.charge((long) CHAIN_BYTES * size);
            ids = Arrays.copyOf(ids, size * 2);
            before = Arrays.copyOf(before, size * 2);
        }
        ids[size] = id;
        before[size] = newest[trace];
        newest[trace] = size++;
        counts[trace]++;
    }

    private long ownBytes() {
        return (long) TRACE_BYTES * newest.length + (long) CHAIN_BYTES * ids.length;
    }

    /// Gives back what the query was charged with; not used after that.
    void release() {
        traces.release();
        large.release();
        query.release(ownBytes());
    }
}
