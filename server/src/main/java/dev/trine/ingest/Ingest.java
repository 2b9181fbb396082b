package dev.trine.ingest;

import dev.trine.model.Batch;
import dev.trine.model.Clock;
import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.Signal;
import dev.trine.model.SpanBatch;
import dev.trine.self.Counter;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.Storage;
import dev.trine.storage.StorageUnavailableException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The write path: every protocol hands its batches to [#append]. Safe for use by many threads.
public final class Ingest {
    private final Storage storage;
    private final IngestLimits limits;
    private final MetricNames names;
    private final Map<Signal, Counters> counters = new EnumMap<>(Signal.class);

    private record Counters(
            Counter accepted, Counter invalid, Counter tooManyNames, Counter unavailable) {}

    public Ingest(Storage storage, IngestLimits limits, Clock clock, MetricRegistry registry) {
        this.storage = storage;
        this.limits = limits;
        this.names = new MetricNames(limits.metricNames(), clock);
        for (Signal signal : Signal.values()) {
            counters.put(
                    signal,
                    new Counters(
                            registry.counter(
                                    "trine_ingest_accepted_rows_total",
                                    "Spans, log records and points that were acknowledged.",
                                    "signal",
                                    signal.label()),
                            refused(registry, signal, "invalid"),
                            refused(registry, signal, "too_many_metric_names"),
                            refused(registry, signal, "storage_unavailable")));
        }
        registry.gauge("trine_ingest_metric_names", "Metric names in use.", names::size);
        registry.gauge(
                "trine_ingest_metric_names_limit",
                "Metric names that are taken in; points of further ones are refused.",
                limits::metricNames);
    }

    private static Counter refused(MetricRegistry registry, Signal signal, String reason) {
        return registry.counter(
                "trine_ingest_rejected_rows_total",
                "Spans, log records and points that were refused; those of unavailable storage may have been sent again.",
                "signal",
                signal.label(),
                "reason",
                reason);
    }

    /// Stores a batch; when this returns it has been acknowledged by storage. Nothing is stored of an
    /// empty one.
    ///
    /// @param batch handed over: never changed again
    /// @param rejections what the decoder refused of the same request
    /// @return those and what was refused here
    /// @throws StorageUnavailableException when nothing of it was stored
    public Rejections append(Batch batch, Rejections rejections)
            throws StorageUnavailableException, InterruptedException {
        Counters count = countersOf(batch.signal());
        count.invalid.add(rejections.count());
        Batch admitted =
                switch (batch) {
                    case MetricBatch metrics -> names.admit(metrics);
                    case SpanBatch spans -> spans;
                    case LogBatch logs -> logs;
                };
        int refused = batch.rows() - admitted.rows();
        if (admitted.rows() > 0) {
            try {
                storage.append(admitted);
            } catch (StorageUnavailableException unavailable) {
                count.unavailable.add(admitted.rows());
                throw unavailable;
            }
            count.accepted.add(admitted.rows());
        }
        if (refused == 0) {
            return rejections;
        }
        count.tooManyNames.add(refused);
        return rejections.plus(
                new Rejections(
                        refused,
                        List.of(
                                refused
                                        + " data points rejected: "
                                        + limits.metricNames()
                                        + " metric names are in use and no new one is taken")));
    }

    /// Rows acknowledged since the start.
    public long accepted(Signal signal) {
        return countersOf(signal).accepted.value();
    }

    /// Rows refused since the start, for whatever reason.
    public long rejected(Signal signal) {
        Counters count = countersOf(signal);
        return count.invalid.value() + count.tooManyNames.value() + count.unavailable.value();
    }

    private Counters countersOf(Signal signal) {
        Counters count = counters.get(signal);
        if (count == null) {
            throw new IllegalStateException("no counters of " + signal);
        }
        return count;
    }
}
