package dev.trine.query.traces;

import dev.trine.query.column.Hashing;
import dev.trine.query.exec.Query;
import java.util.Arrays;

/// Traces by id, with what a scan over spans gathers about each; in arrays, 44 to 100 bytes a trace,
/// charged to the query. Not safe for use by several threads.
final class TraceGroups {
    private static final int ENTRY_BYTES = 5 * Long.BYTES + 1 + 2 * Integer.BYTES;

    private final Query query;
    private int[] slots = new int[2_048];
    private long[] high = new long[1_024];
    private long[] low = new long[1_024];
    private long[] start = new long[1_024];
    private long[] end = new long[1_024];
    private long[] newestMatch = new long[1_024];
    private boolean[] error = new boolean[1_024];
    private int size;

    /// Spans of one trace come together, so most are of the trace before.
    private int last;

    TraceGroups(Query query) {
        this.query = query;
        query.charge((long) ENTRY_BYTES * high.length);
    }

    int size() {
        return size;
    }

    /// The number of a trace, from 0 on, adding it when it is new.
    int add(long idHigh, long idLow) {
        if (last < size && low[last] == idLow && high[last] == idHigh) {
            return last;
        }
        last = find(idHigh, idLow);
        return last;
    }

    private int find(long idHigh, long idLow) {
        int slot = slot(idHigh, idLow);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        if (size == high.length) {
            grow();
            slot = slot(idHigh, idLow);
        }
        high[size] = idHigh;
        low[size] = idLow;
        start[size] = Long.MAX_VALUE;
        end[size] = Long.MIN_VALUE;
        newestMatch[size] = Long.MIN_VALUE;
        slots[slot] = ++size;
        return size - 1;
    }

    /// Takes a span into account.
    void span(int trace, long startNanos, long endNanos, boolean failed) {
        start[trace] = Math.min(start[trace], startNanos);
        end[trace] = Math.max(end[trace], endNanos);
        error[trace] |= failed;
    }

    /// Notes that a span of the trace matches.
    void match(int trace, long startNanos) {
        newestMatch[trace] = Math.max(newestMatch[trace], startNanos);
    }

    boolean matched(int trace) {
        return newestMatch[trace] != Long.MIN_VALUE;
    }

    long idHigh(int trace) {
        return high[trace];
    }

    long idLow(int trace) {
        return low[trace];
    }

    long startNanos(int trace) {
        return start[trace];
    }

    /// From the first start to the last end; not negative.
    long durationNanos(int trace) {
        return Math.max(0, end[trace] - start[trace]);
    }

    long newestMatchNanos(int trace) {
        return newestMatch[trace];
    }

    boolean failed(int trace) {
        return error[trace];
    }

    private int slot(long idHigh, long idLow) {
        int mask = slots.length - 1;
        int slot = (int) Hashing.mix(idHigh, idLow) & mask;
        while (slots[slot] != 0) {
            int trace = slots[slot] - 1;
            if (low[trace] == idLow && high[trace] == idHigh) {
                break;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        query.charge((long) ENTRY_BYTES * high.length);
        int capacity = high.length * 2;
        high = Arrays.copyOf(high, capacity);
        low = Arrays.copyOf(low, capacity);
        start = Arrays.copyOf(start, capacity);
        end = Arrays.copyOf(end, capacity);
        newestMatch = Arrays.copyOf(newestMatch, capacity);
        error = Arrays.copyOf(error, capacity);
        slots = new int[capacity * 2];
        for (int trace = 0; trace < size; trace++) {
            slots[slot(high[trace], low[trace])] = trace + 1;
        }
    }
}
