package dev.trine.query.logs;

import dev.trine.model.IntColumn;
import dev.trine.model.LogBatch;
import dev.trine.query.column.TimeBuckets;
import dev.trine.query.exec.Query;
import dev.trine.query.filter.RowFilter;
import dev.trine.query.filter.Severity;
import dev.trine.storage.BatchStore;
import dev.trine.storage.Block;
import dev.trine.storage.ScanRequest;
import java.util.Optional;

/// How many log records there were over time, by severity.
public final class LogVolume {
    private static final long SEVERITY = LogBatch.SCHEMA.set("severity_number");
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
        store.scanBlocks(
                times.range(),
                ScanRequest.Order.ANY,
                block -> {
                    query.check();
                    volume.add(block, filter);
                    return true;
                });
        return volume;
    }

    /// Reads severities only where records match.
    private void add(Block<LogBatch> block, RowFilter<LogBatch> filter) {
        Optional<LogBatch> filtered = filter.candidates(block);
        int count = filtered.isPresent() ? select(filtered.get(), filter) : 0;
        Optional<LogBatch> severities = count > 0 ? block.read(SEVERITY) : Optional.empty();
        if (filtered.isEmpty() || severities.isEmpty()) {
            return;
        }
        IntColumn severity = severities.get().severityNumber;
        for (int i = 0; i < count; i++) {
            int bucket = times.index(filtered.get().effectiveNanos(rows[i]));
            counts[bucket * LEVELS + Severity.indexOf(severity.get(rows[i]))]++;
        }
    }

    private int select(LogBatch batch, RowFilter<LogBatch> filter) {
        if (rows.length < batch.rows()) {
            rows = new int[batch.rows()];
        }
        return filter.select(batch, times.range(), rows);
    }

    public TimeBuckets times() {
        return times;
    }

    public long count(int bucket, Severity severity) {
        return counts[bucket * LEVELS + severity.index()];
    }
}
