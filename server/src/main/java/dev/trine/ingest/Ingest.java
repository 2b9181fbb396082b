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
    private final Clock clock;
    private final SeriesAdmission admission;
    private final Map<Signal, Counters> counters = new EnumMap<>(Signal.class);

    private record Counters(
            Counter accepted,
            Counter invalid,
            Counter tooOld,
            Counter tooManyNames,
            Counter tooManySeriesOfMetric,
            Counter tooManySeries,
            Counter unavailable) {}

    public Ingest(Storage storage, IngestLimits limits, Clock clock, MetricRegistry registry) {
        this.storage = storage;
        this.limits = limits;
        this.clock = clock;
        this.admission = new SeriesAdmission(limits, clock);
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
                            refused(registry, signal, "too_old"),
                            refused(registry, signal, "too_many_metric_names"),
                            refused(registry, signal, "too_many_series_of_metric"),
                            refused(registry, signal, "too_many_series"),
                            refused(registry, signal, "storage_unavailable")));
        }
        registry.gauge("trine_ingest_metric_names", "Metric names in use.", admission::names);
        registry.gauge(
                "trine_ingest_metric_names_limit",
                "Metric names that are taken in; points of further ones are refused.",
                limits::metricNames);
        registry.gauge("trine_ingest_series", "Series in use.", admission::series);
        registry.gauge(
                "trine_ingest_series_limit",
                "Series that are taken in; points of further ones are refused.",
                limits::series);
    }

    private static Counter refused(MetricRegistry registry, Signal signal, String reason) {
        return registry.counter(
                "trine_ingest_rejected_rows_total",
                "Spans, log records and points that were refused; those of unavailable storage may"
                        + " have been sent again.",
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
        Batch young = admitByAge(batch);
        Rejections all =
                rejections.plus(
                        refused(
                                count.tooOld,
                                batch.rows() - young.rows(),
                                0,
                                "older than data is kept"));
        return switch (young) {
            case MetricBatch metrics -> all.plus(appendSeries(metrics, count));
            case LogBatch _, SpanBatch _ -> {
                store(young, count);
                yield all;
            }
        };
    }

    private Rejections appendSeries(MetricBatch batch, Counters count)
            throws StorageUnavailableException, InterruptedException {
        SeriesAdmission.Admitted admitted = admission.admit(batch);
        store(admitted.batch(), count);
        return overLimit(
                        count.tooManyNames,
                        admitted.names(),
                        limits.metricNames() + " metric names are in use and no new one is taken")
                .plus(
                        overLimit(
                                count.tooManySeriesOfMetric,
                                admitted.ofMetric(),
                                limits.seriesPerMetric()
                                        + " series of the metric are in use and no new one is"
                                        + " taken"))
                .plus(
                        overLimit(
                                count.tooManySeries,
                                admitted.series(),
                                limits.series() + " series are in use and no new one is taken"));
    }

    private static Rejections overLimit(Counter counter, int rows, String reason) {
        return refused(counter, rows, rows, reason);
    }

    private void store(Batch batch, Counters count)
            throws StorageUnavailableException, InterruptedException {
        if (batch.rows() == 0) {
            return;
        }
        try {
            storage.append(batch);
        } catch (StorageUnavailableException unavailable) {
            count.unavailable.add(batch.rows());
            throw unavailable;
        }
        count.accepted.add(batch.rows());
    }

    private Batch admitByAge(Batch batch) {
        return limits.age().isEmpty()
                ? batch
                : Rows.since(batch, clock.unixNanos() - limits.age().get().toNanos());
    }

    private static Rejections refused(Counter counter, int rows, int overLimit, String reason) {
        counter.add(rows);
        return rows == 0
                ? Rejections.NONE
                : new Rejections(rows, overLimit, List.of(rows + " rejected: " + reason));
    }

    /// Rows acknowledged since the start.
    public long accepted(Signal signal) {
        return countersOf(signal).accepted.value();
    }

    /// Rows refused since the start, for whatever reason.
    public long rejected(Signal signal) {
        Counters count = countersOf(signal);
        return count.invalid.value()
                + count.tooOld.value()
                + count.tooManyNames.value()
                + count.tooManySeriesOfMetric.value()
                + count.tooManySeries.value()
                + count.unavailable.value();
    }

    /// How many series are in use now.
    public Cardinality cardinality() {
        return admission.now();
    }

    private Counters countersOf(Signal signal) {
        Counters count = counters.get(signal);
        if (count == null) {
            throw new IllegalStateException("no counters of " + signal);
        }
        return count;
    }
}
