package dev.trine.query.logs;

import dev.trine.model.LogBatch;
import dev.trine.query.column.TimeBuckets;
import dev.trine.query.exec.Query;
import dev.trine.query.filter.RowFilter;
import dev.trine.query.filter.Severity;
import dev.trine.storage.BatchStore;
import dev.trine.storage.ScanRequest;

/// How many log records there were over time, by severity.
public final class LogVolume {
    private static final int LEVELS = Severity.values().length;

    private final TimeBuckets times;
    private final long[] counts;
    private int[] rows = {};

    private LogVolume(TimeBuckets times) {
        this.times = times;
        counts = new long[times.count() * LEVELS];
    }

    /// Counts the records in a range that match.
    public static LogVolume of(
            BatchStore<LogBatch> store,
            RowFilter<LogBatch> filter,
            TimeBuckets times,
            Query query) {
        LogVolume volume = new LogVolume(times);
        store.scan(
                new ScanRequest(
                        times.range(),
                        filter.columns()
                                | LogBatch.SCHEMA.set(
                                        "time_nanos", "observed_nanos", "severity_number"),
                        ScanRequest.Order.ANY),
                (batch, min, max) -> {
                    query.check();
                    volume.add(batch, filter);
                    return true;
                });
        return volume;
    }

    private void add(LogBatch batch, RowFilter<LogBatch> filter) {
        if (rows.length < batch.rows()) {
            rows = new int[batch.rows()];
        }
        int count = filter.select(batch, times.range(), rows);
        for (int i = 0; i < count; i++) {
            int bucket = times.index(batch.effectiveNanos(rows[i]));
            counts[bucket * LEVELS + Severity.indexOf(batch.severityNumber.get(rows[i]))]++;
        }
    }

    public TimeBuckets times() {
        return times;
    }

    public long count(int bucket, Severity severity) {
        return counts[bucket * LEVELS + severity.index()];
    }
}
