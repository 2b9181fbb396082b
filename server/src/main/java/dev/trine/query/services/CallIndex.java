package dev.trine.query.services;

import dev.trine.model.SpanBatch;
import dev.trine.query.column.Hashing;
import dev.trine.query.column.LongTable;
import dev.trine.query.exec.Query;
import dev.trine.query.filter.SpanStatus;
import java.util.Arrays;

/// Spans by (trace id, span id), with what is needed to find who called whom. In arrays; a span sent
/// twice is in it once. At most [#SPAN_BYTES] a span, charged to the query until [#release()].
final class CallIndex {
    /// The most that a span takes, right after the arrays have grown.
    private static final int SPAN_BYTES = 96;

    private static final int COLUMN_BYTES = 2 * Long.BYTES + 2 * Integer.BYTES + 3;

    private final Query query;
    private final LongTable ids;
    private long[] parents = new long[1_024];
    private long[] durations = new long[1_024];
    private int[] services = new int[1_024];
    private int[] peers = new int[1_024];
    private byte[] kinds = new byte[1_024];
    private boolean[] failed = new boolean[1_024];
    private boolean[] answered = new boolean[1_024];

    CallIndex(Query query) {
        this.query = query;
        ids = new LongTable(query, 1_024);
        query.charge((long) COLUMN_BYTES * parents.length);
    }

    /// How many spans to take at a time, so that half of the memory that is free holds them.
    static long fitting(Query query) {
        return Math.max(1_000, query.freeBytes() / 2 / SPAN_BYTES);
    }

    /// Adds a span.
    ///
    /// @param peer as [PeerReader] numbers it
    void add(SpanBatch batch, int row, int service, int peer) {
        long high = batch.traceIdHigh.get(row);
        long low = batch.traceIdLow.get(row);
        int span = ids.size();
        if (ids.add(Hashing.mix(high, low, batch.spanId.get(row))) < span) {
            return;
        }
        if (span == parents.length) {
            grow();
        }
        long parent = batch.parentSpanId.get(row);
        parents[span] = parent == 0 ? 0 : Hashing.mix(high, low, parent);
        durations[span] = batch.endNanos.get(row) - batch.startNanos.get(row);
        services[span] = service;
        peers[span] = peer;
        kinds[span] = (byte) Math.clamp(batch.kind.get(row), 0, 127);
        failed[span] = batch.statusCode.get(row) == SpanStatus.ERROR;
    }

    int size() {
        return ids.size();
    }

    /// The span's parent, or -1 when it has none or it is not here.
    int parent(int span) {
        return parents[span] == 0 ? -1 : ids.find(parents[span]);
    }

    long durationNanos(int span) {
        return durations[span];
    }

    int service(int span) {
        return services[span];
    }

    int peer(int span) {
        return peers[span];
    }

    int kind(int span) {
        return kinds[span];
    }

    boolean failed(int span) {
        return failed[span];
    }

    /// Notes that another service's span answers to this one.
    void answer(int span) {
        answered[span] = true;
    }

    boolean answered(int span) {
        return answered[span];
    }

    void release() {
        ids.release();
        query.release((long) COLUMN_BYTES * parents.length);
    }

    private void grow() {
        query.charge((long) COLUMN_BYTES * parents.length);
        int capacity = parents.length * 2;
        parents = Arrays.copyOf(parents, capacity);
        durations = Arrays.copyOf(durations, capacity);
        services = Arrays.copyOf(services, capacity);
        peers = Arrays.copyOf(peers, capacity);
        kinds = Arrays.copyOf(kinds, capacity);
        failed = Arrays.copyOf(failed, capacity);
        answered = Arrays.copyOf(answered, capacity);
    }
}
