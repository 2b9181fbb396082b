package dev.trine.storage;

import dev.trine.model.Batch;
import dev.trine.model.Clock;
import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.Signal;
import dev.trine.model.SpanBatch;
import dev.trine.storage.head.LogHead;
import java.util.List;
import java.util.Map;

/// The stores of the three signals.
record SignalStores(StoredSpans spans, SignalStore<LogBatch> logs, StoredMetrics metrics) {
    static SignalStores create(DamageLog damage, Clock clock) {
        return new SignalStores(
                new StoredSpans(damage, clock),
                new SignalStore<>(LogHead::new, damage, clock),
                new StoredMetrics(damage, clock));
    }

    void commit(Batch batch, long position) {
        switch (batch) {
            case SpanBatch added -> spans.commit(added, position);
            case LogBatch added -> logs.commit(added, position);
            case MetricBatch added -> metrics.commit(added, position);
        }
    }

    SignalStore<? extends Batch> of(Signal signal) {
        return switch (signal) {
            case TRACES -> spans;
            case LOGS -> logs;
            case METRICS -> metrics;
        };
    }

    List<SignalStore<? extends Batch>> all() {
        return List.of(spans, logs, metrics);
    }

    long headBytes() {
        return spans.headBytes() + logs.headBytes() + metrics.headBytes();
    }

    /// Position of the oldest batch that is in no part; `Long.MAX_VALUE` when all are.
    long firstUnsealed() {
        return Math.min(
                spans.firstUnsealed(), Math.min(logs.firstUnsealed(), metrics.firstUnsealed()));
    }

    Map<Signal, StorageStats.SignalStats> stats() {
        return Map.of(
                Signal.TRACES, spans.stats(),
                Signal.LOGS, logs.stats(),
                Signal.METRICS, metrics.stats());
    }
}
