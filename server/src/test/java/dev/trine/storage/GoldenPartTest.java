package dev.trine.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.Batch;
import dev.trine.model.Column;
import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.Signal;
import dev.trine.model.SpanBatch;
import dev.trine.storage.disk.DiskFile;
import dev.trine.storage.disk.RealDisk;
import dev.trine.storage.head.LogHead;
import dev.trine.storage.head.MetricHead;
import dev.trine.storage.head.SpanHead;
import dev.trine.storage.part.Part;
import dev.trine.storage.part.PartReader;
import dev.trine.storage.seal.HeadSealer;
import dev.trine.storage.shred.TelemetryText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Parts written by the program of their time. Every version stays readable for good, row by row as
/// the text beside it says; the current version is still written byte for byte as it was.
///
/// A change of the format before the first release: `-Dtrine.golden.write=true` writes version 2 anew.
class GoldenPartTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path CURRENT = GOLDEN.resolve("part-2");
    private static final int ROWS = 300;

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(Signal.class)
    void whatWasWrittenIsReadAndWrittenTheSame(Signal signal) throws Exception {
        Path golden = CURRENT.resolve(signal.label() + ".part");
        Path rows = CURRENT.resolve(signal.label() + ".txt");
        Path written = folder.resolve("written.part");
        write(signal, written);
        if (Boolean.getBoolean("trine.golden.write")) {
            Files.createDirectories(CURRENT);
            Files.write(golden, Files.readAllBytes(written));
            Files.write(rows, read(written), UTF_8);
        }
        assertThat(read(golden)).isEqualTo(Files.readAllLines(rows, UTF_8)).hasSize(ROWS);
        assertThat(Files.readAllBytes(written)).isEqualTo(Files.readAllBytes(golden));
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void partsOfTheFirstVersionAreRead(Signal signal) throws Exception {
        Path first = GOLDEN.resolve("part-1");
        assertThat(read(first.resolve(signal.label() + ".part")))
                .isEqualTo(Files.readAllLines(first.resolve(signal.label() + ".txt"), UTF_8))
                .hasSize(100);
    }

    private static void write(Signal signal, Path path) throws Exception {
        RandomBatches batches = new RandomBatches(20_261_121);
        try (DiskFile file = new RealDisk().create(path)) {
            HeadSealer sealer = new HeadSealer();
            switch (signal) {
                case TRACES -> {
                    SpanHead head = new SpanHead();
                    head.append(spans(batches.spans(180), 1), 10);
                    head.append(spans(batches.spans(120), 2), 20);
                    sealer.seal(head, file, () -> false);
                }
                case LOGS -> {
                    LogHead head = new LogHead();
                    head.append(logs(batches.logs(180), 1), 10);
                    head.append(logs(batches.logs(120), 2), 20);
                    sealer.seal(head, file, () -> false);
                }
                case METRICS -> {
                    MetricHead head = new MetricHead();
                    head.append(batches.metrics(180), 10);
                    head.append(batches.metrics(120), 20);
                    sealer.seal(head, file, () -> false);
                }
            }
        }
    }

    /// With attributes as they are sent.
    private static SpanBatch spans(SpanBatch batch, long seed) {
        List<Column> columns = new ArrayList<>(batch.columns());
        columns.set(
                SpanBatch.SCHEMA.indexOf("attributes"),
                new TelemetryText(seed).attributes(batch.rows()));
        return new SpanBatch(columns, batch.resources(), batch.scopes());
    }

    /// With bodies and attributes as they are sent.
    private static LogBatch logs(LogBatch batch, long seed) {
        List<Column> columns = new ArrayList<>(batch.columns());
        TelemetryText text = new TelemetryText(seed);
        columns.set(LogBatch.SCHEMA.indexOf("body"), text.bodies(batch.rows()));
        columns.set(LogBatch.SCHEMA.indexOf("attributes"), text.attributes(batch.rows()));
        return new LogBatch(columns, batch.resources(), batch.scopes());
    }

    private static List<String> read(Path path) throws Exception {
        List<String> rows = new ArrayList<>();
        try (Part part = Part.open(new RealDisk(), path);
                PartReader reader = part.reader().orElseThrow()) {
            for (int block = 0; block < reader.blocks(); block++) {
                Batch batch = reader.read(block, columns(part));
                RowText.of(batch)
                        .forEach(row -> rows.add(row.replace("\n", "\\n").replace("\r", "\\r")));
            }
        }
        return rows;
    }

    private static long columns(Part part) {
        return switch (part.info().signal()) {
            case TRACES -> SpanBatch.SCHEMA.all();
            case LOGS -> LogBatch.SCHEMA.all();
            case METRICS -> MetricBatch.SCHEMA.all();
        };
    }
}
