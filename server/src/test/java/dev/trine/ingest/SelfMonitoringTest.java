package dev.trine.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.Clock;
import dev.trine.model.Labels;
import dev.trine.protocol.MetricQueries;
import dev.trine.query.exec.QueryLimits;
import dev.trine.query.metrics.series.MetricMetadata;
import dev.trine.query.metrics.series.Translation;
import dev.trine.query.promql.parse.Features;
import dev.trine.self.Histogram;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.Storage;
import dev.trine.storage.StorageOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelfMonitoringTest {
    private static final long NOW_MS = 1_700_003_600_000L;
    private static final Clock CLOCK =
            new Clock() {
                @Override
                public long unixNanos() {
                    return NOW_MS * 1_000_000;
                }

                @Override
                public long monotonicNanos() {
                    return System.nanoTime();
                }
            };

    private final MetricRegistry registry = new MetricRegistry();

    @Test
    void ownMetricsAreSeriesOfTheJobTrine() throws Exception {
        registry.counter("trine_things_total", "Things.", "kind", "a").add(3);
        registry.gauge("trine_level", "Level.", () -> 0.5);
        Histogram histogram = registry.histogram("trine_wait_seconds", "Wait.", new double[] {1});
        histogram.record(0.25);
        histogram.record(7);
        try (Storage storage = storage();
                MetricQueries queries =
                        MetricQueries.of(
                                storage,
                                CLOCK,
                                new QueryLimits(1, 8, 10_000, 64 << 20),
                                Translation.DEFAULT,
                                Features.all());
                SelfMonitoring self = self(storage)) {
            self.store();
            Set<Labels> series =
                    queries.pool()
                            .run(query ->
                                    queries.stored().series(List.of(), NOW_MS, NOW_MS, query));
            assertThat(series)
                    .contains(
                            labels("trine_things_total", "kind", "a"),
                            labels("trine_level"),
                            labels("trine_wait_seconds_bucket", "le", "1"),
                            labels("trine_wait_seconds_bucket", "le", "+Inf"),
                            labels("trine_wait_seconds_sum"),
                            labels("trine_wait_seconds_count"));
            Map<String, NavigableSet<MetricMetadata>> known =
                    queries.pool().run(query -> queries.stored().metadata(query));
            assertThat(known.get("trine_wait_seconds"))
                    .containsExactly(new MetricMetadata("histogram", "Wait.", ""));
        }
        assertThat(registry.exposition()).contains("trine_self_failures_total 0\n");
    }

    @Test
    void aStorageThatTakesNothingIsCountedAndSurvived() throws Exception {
        Storage closed = storage();
        closed.close();
        try (SelfMonitoring self = self(closed)) {
            self.store();
            self.store();
        }
        assertThat(registry.exposition())
                .contains("trine_self_rounds_total 2\n")
                .contains("trine_self_failures_total 2\n");
    }

    private SelfMonitoring self(Storage storage) {
        Ingest ingest = new Ingest(storage, IngestLimits.DEFAULT, CLOCK, new MetricRegistry());
        return new SelfMonitoring(registry, ingest, CLOCK, Duration.ofHours(1), "127.0.0.1:5002");
    }

    private static Storage storage() throws Exception {
        StorageOptions options =
                new StorageOptions(
                        Path.of("data"),
                        StorageOptions.Mode.MEMORY,
                        StorageOptions.Ack.SYNCED,
                        Optional.of(64L << 20),
                        Optional.empty());
        return Storage.open(options, CLOCK, new MetricRegistry());
    }

    private static Labels labels(String name, String... more) {
        return more.length == 0
                ? Labels.of("__name__", name, "instance", "127.0.0.1:5002", "job", "trine")
                : Labels.of(
                        "__name__",
                        name,
                        "instance",
                        "127.0.0.1:5002",
                        "job",
                        "trine",
                        more[0],
                        more[1]);
    }
}
