package dev.trine.query.metrics.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trine.model.Clock;
import dev.trine.model.Labels;
import dev.trine.model.Signal;
import dev.trine.model.TimeRange;
import dev.trine.query.exec.Query;
import dev.trine.query.exec.QueryException;
import dev.trine.query.exec.Workers;
import dev.trine.query.series.LabelMatcher;
import dev.trine.query.series.Samples;
import dev.trine.query.series.Selection;
import dev.trine.query.series.SeriesRun;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.Storage;
import dev.trine.storage.StorageOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredSeriesTest {
    private static final long START_MS = 1_700_000_000_000L;
    private static final long BUDGET = 64 << 20;

    @TempDir Path folder;

    /// The samples of each series by time: the first one stored at a time stays.
    private final Map<Labels, TreeMap<Long, Double>> model = new HashMap<>();

    private static final class TestClock implements Clock {
        @Override
        public long unixNanos() {
            return START_MS * 1_000_000;
        }

        @Override
        public long monotonicNanos() {
            return System.nanoTime();
        }
    }

    private Storage open() throws Exception {
        return Storage.open(
                new StorageOptions(
                        folder,
                        StorageOptions.Mode.DISK,
                        StorageOptions.Ack.WRITTEN,
                        Optional.empty(),
                        Optional.empty()),
                new TestClock(),
                new MetricRegistry());
    }

    private static Query query(long budget) {
        return new Query(new TestClock(), 30_000, budget);
    }

    private static StoredSeries stored(Storage storage) {
        return new StoredSeries(storage.metrics(), Translation.DEFAULT, 64 << 20);
    }

    private static Labels labels(int series) {
        return Labels.of(
                Labels.NAME,
                "m" + series % 3,
                "job",
                "job" + series % 7,
                "instance",
                "host-" + series);
    }

    private void add(PrometheusPoints points, Labels labels, long timeMs, double value) {
        points.add(labels, timeMs, value);
        model.computeIfAbsent(labels, _ -> new TreeMap<>()).putIfAbsent(timeMs, value);
    }

    /// Batches in and out of order, with duplicates, in parts and in the head.
    private void fill(Storage storage, long seed) throws Exception {
        Random random = new Random(seed);
        for (int batch = 0; batch < 60; batch++) {
            PrometheusPoints points = new PrometheusPoints();
            for (int i = 0; i < 400; i++) {
                long back = random.nextInt(20) == 0 ? random.nextInt(40) : 0;
                long timeMs = START_MS + (batch - back) * 15_000L;
                add(points, labels(random.nextInt(200)), timeMs, random.nextInt(1000));
            }
            storage.append(points.batch());
            if (batch % 13 == 12) {
                storage.flush();
            }
        }
    }

    private Map<Labels, TreeMap<Long, Double>> expected(
            List<LabelMatcher> matchers, long minMs, long maxMs) {
        Map<Labels, TreeMap<Long, Double>> expected = new HashMap<>();
        model.forEach((labels, samples) -> {
            if (matchers.stream().allMatch(m -> m.matches(labels.get(m.name())))) {
                TreeMap<Long, Double> inRange =
                        new TreeMap<>(samples.subMap(minMs, true, maxMs, true));
                if (!inRange.isEmpty()) {
                    expected.put(labels, inRange);
                }
            }
        });
        return expected;
    }

    private static TreeMap<Long, Double> read(Samples samples) {
        TreeMap<Long, Double> read = new TreeMap<>();
        for (int i = samples.from(); i < samples.to(); i++) {
            read.put(samples.timesMs()[i], samples.values()[i]);
        }
        assertThat(read).hasSize(samples.size());
        return read;
    }

    private static Map<Labels, TreeMap<Long, Double>> readAll(List<SeriesRun> selected) {
        Map<Labels, TreeMap<Long, Double>> read = new HashMap<>();
        for (SeriesRun run : selected) {
            run.read((labels, samples) -> assertThat(read.put(labels, read(samples))).isNull());
        }
        return read;
    }

    @Test
    void whatIsSelectedIsWhatWasStored() throws Exception {
        try (Storage storage = open()) {
            fill(storage, 1);
            StoredSeries stored = stored(storage);
            List<List<LabelMatcher>> selectors =
                    List.of(
                            List.of(new LabelMatcher(LabelMatcher.Type.EQUAL, Labels.NAME, "m1")),
                            List.of(
                                    new LabelMatcher(LabelMatcher.Type.EQUAL, Labels.NAME, "m2"),
                                    new LabelMatcher(LabelMatcher.Type.REGEX, "job", "job[1-3]")),
                            List.of(
                                    new LabelMatcher(LabelMatcher.Type.REGEX, Labels.NAME, ".+"),
                                    new LabelMatcher(LabelMatcher.Type.NOT_EQUAL, "job", "job5")),
                            List.of(
                                    new LabelMatcher(
                                            LabelMatcher.Type.EQUAL, "instance", "host-17")));
            for (List<LabelMatcher> matchers : selectors) {
                for (long minutes : new long[] {0, 3, 9}) {
                    long minMs = START_MS + minutes * 60_000;
                    long maxMs = minMs + 240_000;
                    try (Query query = query(BUDGET)) {
                        List<SeriesRun> selected =
                                stored.select(new Selection(matchers, minMs, maxMs, ""), query);
                        assertThat(readAll(selected)).isEqualTo(expected(matchers, minMs, maxMs));
                    }
                }
            }
        }
    }

    private static final List<LabelMatcher> ALL =
            List.of(new LabelMatcher(LabelMatcher.Type.REGEX, Labels.NAME, ".+"));

    @Test
    void manyThreadsReadTheSame() throws Exception {
        try (Storage storage = open();
                Workers workers = new Workers(3);
                Query query = query(BUDGET)) {
            fill(storage, 4);
            List<SeriesRun> selected =
                    stored(storage).select(new Selection(ALL, 0, Long.MAX_VALUE, ""), query);
            Map<Labels, TreeMap<Long, Double>> read = new ConcurrentHashMap<>();
            workers.forEach(
                    selected.size(),
                    query,
                    i ->
                            selected.get(i)
                                    .read((labels, samples) -> read.put(labels, read(samples))));
            assertThat(read).isEqualTo(expected(ALL, 0, Long.MAX_VALUE));
        }
    }

    /// Deleted samples are gone at once, after a restart, after merging and after cleaning; those that
    /// come later stay, whatever their time.
    @Test
    void deletedSamplesStayAwayAndLaterOnesDoNot() throws Exception {
        List<LabelMatcher> job3 = List.of(new LabelMatcher(LabelMatcher.Type.EQUAL, "job", "job3"));
        long from = START_MS + 5 * 60_000;
        long to = START_MS + 10 * 60_000;
        try (Storage storage = open()) {
            fill(storage, 5);
            TimeRange range = new SelectedRange(from, to).nanos();
            long series = storage.deleteSeries(range, stored(storage).choice(job3));
            assertThat(series).isEqualTo(model.keySet().stream().filter(this::isJob3).count());
            model.forEach((labels, samples) -> {
                if (isJob3(labels)) {
                    samples.subMap(from, true, to, true).clear();
                }
            });
            assertThat(all(storage)).isEqualTo(expected(ALL, 0, Long.MAX_VALUE));
            PrometheusPoints later = new PrometheusPoints();
            add(later, labels(3), from + 1_234, 42);
            storage.append(later.batch());
            assertThat(all(storage)).isEqualTo(expected(ALL, 0, Long.MAX_VALUE));
        }
        try (Storage storage = open()) {
            assertThat(all(storage)).isEqualTo(expected(ALL, 0, Long.MAX_VALUE));
            storage.cleanDeleted();
            assertThat(all(storage)).isEqualTo(expected(ALL, 0, Long.MAX_VALUE));
            storage.deleteSeries(TimeRange.ALL, stored(storage).choice(job3));
            model.keySet().removeIf(this::isJob3);
            assertThat(all(storage)).isEqualTo(expected(ALL, 0, Long.MAX_VALUE));
            assertThat(labels(storage)).isEqualTo(model.keySet());
            storage.cleanDeleted();
            assertThat(labels(storage)).isEqualTo(model.keySet());
            storage.deleteSeries(TimeRange.ALL, stored(storage).choice(ALL));
            assertThat(all(storage)).isEmpty();
            storage.cleanDeleted();
            assertThat(storage.stats().signals().get(Signal.METRICS).parts()).isZero();
        }
        try (Storage storage = open()) {
            assertThat(all(storage)).isEmpty();
        }
    }

    private boolean isJob3(Labels labels) {
        return labels.get("job").equals("job3");
    }

    private static Set<Labels> labels(Storage storage) {
        try (Query query = query(BUDGET)) {
            return Set.copyOf(stored(storage).series(ALL, 0, Long.MAX_VALUE, query));
        }
    }

    private static Map<Labels, TreeMap<Long, Double>> all(Storage storage) {
        try (Query query = query(BUDGET)) {
            return readAll(
                    stored(storage).select(new Selection(ALL, 0, Long.MAX_VALUE, ""), query));
        }
    }

    /// 500 series of 2,000 samples are 16 MB: they are read in 8, in the order of the selection.
    @Test
    void aSelectionIsReadInLessMemoryThanItsSamplesTake() throws Exception {
        try (Storage storage = open()) {
            for (int batch = 0; batch < 20; batch++) {
                PrometheusPoints points = new PrometheusPoints();
                for (int series = 0; series < 500; series++) {
                    int number = points.series(labels(series));
                    for (int i = 0; i < 100; i++) {
                        points.add(number, START_MS + (batch * 100 + i) * 1_000L, i);
                    }
                }
                storage.append(points.batch());
                storage.flush();
            }
            try (Query query = query(8 << 20)) {
                List<SeriesRun> selected =
                        stored(storage).select(new Selection(ALL, 0, Long.MAX_VALUE, ""), query);
                assertThat(selected).hasSizeGreaterThan(10);
                AtomicLong samples = new AtomicLong();
                selected.forEach(run -> run.read((_, of) -> samples.addAndGet(of.size())));
                assertThat(samples.get()).isEqualTo(1_000_000);
                assertThat(query.freeBytes()).isGreaterThan(6 << 20);
            }
            assertThatThrownBy(
                            () -> {
                                try (Query tooSmall = query(100_000)) {
                                    stored(storage)
                                            .select(
                                                    new Selection(ALL, 0, Long.MAX_VALUE, ""),
                                                    tooSmall)
                                            .forEach(run -> run.read((_, _) -> {}));
                                }
                            })
                    .isInstanceOf(QueryException.TooLarge.class);
        }
    }
}
