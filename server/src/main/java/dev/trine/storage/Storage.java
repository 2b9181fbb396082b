package dev.trine.storage;

import dev.trine.model.Batch;
import dev.trine.model.Clock;
import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.Signal;
import dev.trine.model.SpanBatch;
import dev.trine.self.MetricRegistry;
import java.util.Map;

/// The storage engine: takes batches, keeps them as promised, gives them back. Safe for use by many
/// threads; owned and closed by the composition root.
public final class Storage implements AutoCloseable {
    private final MemorySpans spans = new MemorySpans();
    private final MemoryBatches<LogBatch> logs = new MemoryBatches<>();
    private final MemoryBatches<MetricBatch> metrics = new MemoryBatches<>();

    private Storage() {}

    /// Opens the data folder, replays the log and makes everything acknowledged readable.
    ///
    /// @throws StorageOpenException when the folder can't be used
    public static Storage open(StorageOptions options, Clock clock, MetricRegistry registry)
            throws StorageOpenException {
        return new Storage();
    }

    /// Stores a batch; when this returns, the batch has survived what [StorageOptions.Ack] promises
    /// and can be read. All of it or, when this throws, nothing is acknowledged.
    ///
    /// @param batch handed over: never changed again
    /// @throws StorageUnavailableException when it could not be stored now
    public void append(Batch batch) throws StorageUnavailableException, InterruptedException {
        switch (batch) {
            case SpanBatch added -> spans.add(added);
            case LogBatch added -> logs.add(added);
            case MetricBatch added -> metrics.add(added);
        }
    }

    public SpanStore spans() {
        return spans;
    }

    public BatchStore<LogBatch> logs() {
        return logs;
    }

    public BatchStore<MetricBatch> metrics() {
        return metrics;
    }

    /// What is held now; cheap enough to ask every second.
    public StorageStats stats() {
        return new StorageStats(
                Map.of(
                        Signal.TRACES, spans.stats(),
                        Signal.LOGS, logs.stats(),
                        Signal.METRICS, metrics.stats()),
                0,
                0,
                0,
                0);
    }

    /// Seals all heads into parts; returns when they are durable.
    public void flush() throws StorageUnavailableException {}

    /// Flushes, syncs, releases the folder. Appends fail from now on; scans under way end.
    @Override
    public void close() {}
}
