package dev.trine.storage.head;

import dev.trine.model.Batch;
import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.SpanBatch;

/// The time of a row that orders it, selects it and ages it: a span's start, a record's effective
/// time, a point's time.
public final class RowTimes {
    private RowTimes() {}

    /// @param batch with its time columns
    public static long nanos(Batch batch, int row) {
        return switch (batch) {
            case SpanBatch spans -> spans.startNanos.get(row);
            case LogBatch logs -> logs.effectiveNanos(row);
            case MetricBatch metrics -> metrics.timeNanos.get(row);
        };
    }
}
