package dev.trine.ingest;

import dev.trine.model.BytesColumn;
import dev.trine.model.Clock;
import dev.trine.model.MetricBatch;
import dev.trine.model.PrometheusScope;
import dev.trine.model.SeriesTable;
import io.airlift.compress.v3.xxhash.XxHash64JavaHasher;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Which series of a batch may be stored: known ones, and new ones while there is room. A series is its
/// resource, scope, metric name and attributes, byte for byte, as in the head. Safe for use by many
/// threads.
final class SeriesAdmission {
    private static final byte TAKEN = 0;
    private static final byte NAME = 1;
    private static final byte OF_METRIC = 2;
    private static final byte ALL = 3;

    private final IngestLimits limits;
    private final MetricNames names;
    private final SeriesUse series;

    /// Of the hashes: who does not know it can't make series that look like others.
    private final long seed = ThreadLocalRandom.current().nextLong();

    /// Hash of the scope of points that carry nothing but what is known of a metric.
    private final long metadataScope;

    /// Hash of the scope of series whose attributes say all: their resource repeats some of them.
    private final long exactScope;

    /// What was taken of a batch.
    ///
    /// @param batch the batch itself when nothing was refused
    /// @param names rows refused since their metric's name was one too many
    /// @param ofMetric rows refused since their metric had too many series
    /// @param series rows refused since there were too many series
    record Admitted(MetricBatch batch, int names, int ofMetric, int series) {}

    SeriesAdmission(IngestLimits limits, Clock clock) {
        this.limits = limits;
        names = new MetricNames(limits.metricNames(), clock, seed);
        series = new SeriesUse(limits.series(), limits.seriesPerMetric(), clock);
        metadataScope = hash(PrometheusScope.entry(PrometheusScope.METADATA));
        exactScope = hash(PrometheusScope.entry(PrometheusScope.SAMPLES));
    }

    int names() {
        return names.size();
    }

    int series() {
        return series.size();
    }

    Cardinality now() {
        Optional<MetricUse> largest =
                names.all().stream()
                        .max(
                                Comparator.comparingInt((MetricUse use) -> use.series.get())
                                        .thenComparing(use -> use.name, Comparator.reverseOrder()));
        return new Cardinality(
                series.size(),
                names.size(),
                largest.map(use -> use.name).orElse(""),
                largest.map(use -> use.series.get()).orElse(0),
                limits.series(),
                limits.seriesPerMetric());
    }

    Admitted admit(MetricBatch batch) {
        byte[] verdicts = verdicts(batch);
        if (allTaken(verdicts)) {
            return new Admitted(batch, 0, 0, 0);
        }
        int[] rows = new int[4];
        for (int row = 0; row < batch.rows(); row++) {
            rows[verdicts[batch.series.get(row)]]++;
        }
        boolean[] refused = new boolean[verdicts.length];
        for (int i = 0; i < refused.length; i++) {
            refused[i] = verdicts[i] != TAKEN;
        }
        return new Admitted(
                Rows.withoutSeries(batch, refused), rows[NAME], rows[OF_METRIC], rows[ALL]);
    }

    private static boolean allTaken(byte[] verdicts) {
        for (byte verdict : verdicts) {
            if (verdict != TAKEN) {
                return false;
            }
        }
        return true;
    }

    private byte[] verdicts(MetricBatch batch) {
        SeriesTable table = batch.seriesTable;
        @Nullable MetricUse[] uses = names.admit(table.metrics());
        long[] resources = new long[batch.resources().size()];
        long[] scopes = hashes(batch.scopes());
        BytesColumn attributes = table.attributes();
        long epoch = series.epoch();
        byte[] verdicts = new byte[table.size()];
        for (int i = 0; i < verdicts.length; i++) {
            MetricUse use = uses[table.metric().get(i)];
            if (use == null) {
                verdicts[i] = NAME;
                continue;
            }
            long scope = scopes[table.scope().get(i)];
            if (scope == metadataScope) {
                continue;
            }
            long owner = use.hash ^ Long.rotateLeft(scope, 32);
            if (scope != exactScope) {
                owner ^= resource(batch.resources(), table.resource().get(i), resources);
            }
            int start = attributes.start(i);
            long hash =
                    XxHash64JavaHasher.hash(
                            attributes.data(), start, attributes.end(i) - start, owner);
            verdicts[i] =
                    switch (series.admit(hash, use, epoch)) {
                        case TAKEN -> TAKEN;
                        case TOO_MANY_OF_METRIC -> OF_METRIC;
                        case TOO_MANY -> ALL;
                    };
        }
        return verdicts;
    }

    /// The hash of a resource, made when it is first asked for.
    ///
    /// @param hashes by row; 0 = not made yet
    private long resource(BytesColumn resources, int row, long[] hashes) {
        if (hashes[row] == 0) {
            hashes[row] = hash(resources, row);
        }
        return hashes[row];
    }

    private long[] hashes(BytesColumn column) {
        long[] hashes = new long[column.size()];
        for (int row = 0; row < hashes.length; row++) {
            hashes[row] = hash(column, row);
        }
        return hashes;
    }

    private long hash(BytesColumn column, int row) {
        return XxHash64JavaHasher.hash(column.data(), column.start(row), column.length(row), seed);
    }

    private long hash(byte[] bytes) {
        return XxHash64JavaHasher.hash(bytes, 0, bytes.length, seed);
    }
}
