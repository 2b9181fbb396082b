package dev.trine.benchmarks.series;

import dev.trine.benchmarks.load.SystemClock;
import dev.trine.model.Labels;
import dev.trine.model.MetricBatch;
import dev.trine.model.PrometheusScope;
import dev.trine.query.exec.Query;
import dev.trine.query.exec.Workers;
import dev.trine.query.metrics.series.StoredSeries;
import dev.trine.query.metrics.series.Translation;
import dev.trine.query.series.LabelMatcher;
import dev.trine.query.series.Selection;
import dev.trine.query.series.SeriesRun;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.Storage;
import dev.trine.storage.StorageOptions;
import dev.trine.storage.StorageUnavailableException;
import dev.trine.wire.ProtoWriter;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// Stores series of ten labels as remote write does, then finds them by matchers and reads them all
/// under the memory budget of a query. Arguments: series (10,000 when missing), samples of each
/// (5,760), budget in MiB (64), a folder to leave the data in.
public final class SeriesReadRun {
    private static final long START_MS = 1_700_000_000_000L;
    private static final int ROUNDS = 5;
    private static final int SERIES_A_BATCH = 10_000;

    private final PrintStream out;
    private final int series;
    private final int samples;
    private final long budgetBytes;

    private SeriesReadRun(PrintStream out, int series, int samples, long budgetBytes) {
        this.out = out;
        this.series = series;
        this.samples = samples;
        this.budgetBytes = budgetBytes;
    }

    /// Runs it all.
    public static void main(String[] arguments) throws Exception {
        int series = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int samples = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5_760;
        long budget = arguments.length > 2 ? Long.parseLong(arguments[2]) : 64;
        Path folder =
                arguments.length > 3
                        ? Path.of(arguments[3])
                        : Files.createTempDirectory("trine-series");
        new SeriesReadRun(System.out, series, samples, budget << 20).run(folder);
    }

    private void run(Path folder) throws Exception {
        StorageOptions options =
                new StorageOptions(
                        folder,
                        StorageOptions.Mode.DISK,
                        StorageOptions.Ack.WRITTEN,
                        Optional.empty(),
                        Optional.empty());
        try (Storage storage = Storage.open(options, new SystemClock(), new MetricRegistry());
                Workers workers = Workers.of(Runtime.getRuntime())) {
            long start = System.nanoTime();
            store(storage);
            storage.flush();
            long rows = (long) series * samples;
            report("stored", start, rows + " samples, " + storage.stats());
            StoredSeries stored =
                    new StoredSeries(storage.metrics(), Translation.DEFAULT, 256 << 20);
            for (int round = 0; round < ROUNDS; round++) {
                find(stored, "one name", matcher(LabelMatcher.Type.EQUAL, Labels.NAME, "metric_7"));
                find(stored, "regex", matcher(LabelMatcher.Type.REGEX, "instance", "host-.*[37]"));
                values(stored);
                read(stored, workers);
            }
        }
    }

    private static LabelMatcher matcher(LabelMatcher.Type type, String name, String value) {
        return new LabelMatcher(type, name, value);
    }

    private void find(StoredSeries stored, String what, LabelMatcher matcher) {
        long start = System.nanoTime();
        try (Query query = query(4L << 30)) {
            List<SeriesRun> runs =
                    stored.select(new Selection(List.of(matcher), 0, START_MS - 1, ""), query);
            runs.forEach(run -> run.read((_, _) -> {}));
        }
        try (Query query = query(4L << 30)) {
            int found = stored.series(List.of(matcher), 0, Long.MAX_VALUE, query).size();
            report("series by " + what, start, found + " found");
        }
    }

    private void values(StoredSeries stored) {
        long start = System.nanoTime();
        try (Query query = query(4L << 30)) {
            int found = stored.labelValues("instance", List.of(), 0, Long.MAX_VALUE, query).size();
            report("label values", start, found + " found");
        }
    }

    private void read(StoredSeries stored, Workers workers) {
        long start = System.nanoTime();
        LongAdder count = new LongAdder();
        try (Query query = query(budgetBytes)) {
            List<SeriesRun> runs =
                    stored.select(
                            new Selection(
                                    List.of(matcher(LabelMatcher.Type.REGEX, Labels.NAME, ".+")),
                                    0,
                                    Long.MAX_VALUE,
                                    ""),
                            query);
            workers.forEach(
                    runs.size(), query, i -> runs.get(i).read((_, read) -> count.add(read.size())));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        report(
                "read",
                start,
                "%d samples in runs, %.1fM/s".formatted(count.sum(), count.sum() / seconds / 1e6));
    }

    private static Query query(long budget) {
        return new Query(new SystemClock(), 600_000, budget);
    }

    private void report(String what, long startNanos, String result) {
        Runtime runtime = Runtime.getRuntime();
        out.printf(
                "%-20s %8.1f ms  %s, heap %d MiB%n",
                what,
                (System.nanoTime() - startNanos) / 1e6,
                result,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    /// Sample by sample of all series, as scrapes come: each of 60 scrapes of them in one request.
    private void store(Storage storage) throws Exception {
        int scrapes = Math.min(60, samples);
        for (int from = 0; from < samples; from += scrapes) {
            for (int first = 0; first < series; first += SERIES_A_BATCH) {
                int end = Math.min(series, first + SERIES_A_BATCH);
                append(storage, batch(first, end, from, Math.min(samples, from + scrapes)));
            }
        }
    }

    /// Comes again when storage is short of memory, as senders do.
    private static void append(Storage storage, MetricBatch batch) throws Exception {
        while (true) {
            try {
                storage.append(batch);
                return;
            } catch (StorageUnavailableException e) {
                Thread.sleep(500);
            }
        }
    }

    private static MetricBatch batch(int first, int end, int from, int to) {
        MetricBatch batch = new MetricBatch((end - first) * (to - from));
        batch.scopes().append(PrometheusScope.entry(PrometheusScope.SAMPLES));
        batch.resources().append(new byte[] {10, 0});
        for (int one = first; one < end; one++) {
            addSeries(batch, one);
        }
        for (int sample = from; sample < to; sample++) {
            for (int one = first; one < end; one++) {
                batch.series.append(one - first);
                batch.timeNanos.append((START_MS + sample * 15_000L + one % 3) * 1_000_000);
                batch.startNanos.append(0);
                batch.value.append(Double.doubleToRawLongBits(sample * (1.0 + one % 7)));
                batch.valueKind.append(MetricBatch.VALUE_DOUBLE);
                batch.flags.append(0);
                batch.payload.appendEmpty();
                batch.exemplars.appendEmpty();
            }
        }
        return batch;
    }

    private static void addSeries(MetricBatch batch, int number) {
        String name = "metric_" + number % 100;
        ProtoWriter metric = new ProtoWriter(64);
        metric.stringField(1, name);
        metric.bytesField(5, new byte[0]);
        ProtoWriter attributes = new ProtoWriter(512);
        attribute(attributes, Labels.NAME, name);
        attribute(attributes, "cluster", "cluster-" + number % 3);
        attribute(attributes, "container", "container-" + number % 20);
        attribute(attributes, "env", "production");
        attribute(attributes, "instance", "host-" + number / 100);
        attribute(attributes, "job", "job-" + number % 40);
        attribute(attributes, "namespace", "namespace-" + number % 50);
        attribute(attributes, "pod", "pod-" + number / 20);
        attribute(attributes, "region", "region-" + number % 5);
        attribute(attributes, "zone", "zone-" + number % 9);
        batch.seriesTable.metrics().append(metric.toByteArray());
        batch.seriesTable.resource().append(0);
        batch.seriesTable.scope().append(0);
        batch.seriesTable.metric().append(batch.seriesTable.metrics().size() - 1);
        batch.seriesTable.attributes().append(attributes.toByteArray());
    }

    private static void attribute(ProtoWriter out, String name, String text) {
        int entry = out.begin(1);
        out.stringField(1, name);
        int value = out.begin(2);
        out.stringField(1, text);
        out.end(value);
        out.end(entry);
    }
}
