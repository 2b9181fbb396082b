package dev.trine.storage.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trine.model.Batch;
import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.SpanBatch;
import dev.trine.storage.RandomBatches;
import dev.trine.storage.RowText;
import dev.trine.storage.disk.Disk;
import dev.trine.storage.disk.DiskFile;
import dev.trine.storage.disk.RealDisk;
import dev.trine.storage.head.Head;
import dev.trine.storage.head.LogHead;
import dev.trine.storage.head.MetricHead;
import dev.trine.storage.head.SpanHead;
import dev.trine.storage.seal.HeadSealer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartTest {
    @TempDir Path folder;

    private final Disk disk = new RealDisk();

    @Test
    void everyRowComesBackExactlyOnce() throws Exception {
        for (int seed = 0; seed < 4; seed++) {
            Random random = new Random(seed);
            RandomBatches batches = new RandomBatches(seed);
            Head<SpanBatch> spans = new SpanHead();
            Head<LogBatch> logs = new LogHead();
            Head<MetricBatch> metrics = new MetricHead();
            List<String> expected = new ArrayList<>();
            long position = 0;
            for (int i = 0; i < 40; i++) {
                int rows = i % 20 == 7 ? 4_500 : 1 + random.nextInt(20);
                SpanBatch spanBatch = batches.spans(rows);
                LogBatch logBatch = batches.logs(rows);
                MetricBatch metricBatch = batches.metrics(rows);
                spans.append(spanBatch, ++position);
                logs.append(logBatch, ++position);
                metrics.append(metricBatch, ++position);
                expected.addAll(RowText.of(spanBatch));
                expected.addAll(RowText.of(logBatch));
                expected.addAll(RowText.of(metricBatch));
            }
            List<String> inHeads = new ArrayList<>();
            List<String> inParts = new ArrayList<>();
            for (Head<?> head : List.of(spans, logs, metrics)) {
                head.blocks().forEach(block -> inHeads.addAll(RowText.of(block.batch())));
                inParts.addAll(rows(seal(head, "seed" + seed)));
            }
            assertThat(sorted(inHeads).equals(sorted(expected)))
                    .as("heads of seed %d", seed)
                    .isTrue();
            assertThat(sorted(inParts).equals(sorted(expected)))
                    .as("parts of seed %d", seed)
                    .isTrue();
        }
    }

    @Test
    void rowsAreInTheOrderOfTheirSignal() throws Exception {
        Path spans = seal(head(new SpanHead(), new RandomBatches(1).spans(20_000)), "spans");
        Path logs = seal(head(new LogHead(), new RandomBatches(1).logs(20_000)), "logs");
        Path metrics =
                seal(head(new MetricHead(), new RandomBatches(1).metrics(20_000)), "metrics");
        List<String> order = new ArrayList<>();
        read(
                spans,
                batch -> {
                    SpanBatch block = (SpanBatch) batch;
                    for (int row = 0; row < block.rows(); row++) {
                        order.add(
                                String.format(
                                        "%016x%016x%020d",
                                        block.traceIdHigh.get(row),
                                        block.traceIdLow.get(row),
                                        block.startNanos.get(row)));
                    }
                });
        assertThat(order).hasSize(20_000).isSorted();
        order.clear();
        read(
                logs,
                batch -> {
                    LogBatch block = (LogBatch) batch;
                    for (int row = 0; row < block.rows(); row++) {
                        order.add(
                                String.format(
                                        "%08d%08d%020d",
                                        block.resource.get(row),
                                        block.scope.get(row),
                                        block.effectiveNanos(row)));
                    }
                });
        assertThat(order).hasSize(20_000).isSorted();
        order.clear();
        read(
                metrics,
                batch -> {
                    MetricBatch block = (MetricBatch) batch;
                    for (int row = 0; row < block.rows(); row++) {
                        order.add(
                                String.format(
                                        "%08d%020d",
                                        block.series.get(row), block.timeNanos.get(row)));
                    }
                });
        assertThat(order).hasSize(20_000).isSorted();
    }

    @Test
    void aTraceIsFoundInFewBlocksAndAnUnknownOneInNone() throws Exception {
        SpanBatch batch = new RandomBatches(3).spans(40_000);
        try (Part part = Part.open(disk, seal(head(new SpanHead(), batch), "traces"));
                PartReader reader = part.reader().orElseThrow()) {
            assertThat(reader.blocks()).isGreaterThan(4);
            for (int row = 0; row < batch.rows(); row += 997) {
                long high = batch.traceIdHigh.get(row);
                long low = batch.traceIdLow.get(row);
                BlockRange range = reader.trace(high, low);
                assertThat(range.end() - range.first()).isBetween(1, 2);
                Set<Long> found = new HashSet<>();
                for (int block = range.first(); block < range.end(); block++) {
                    SpanBatch spans = (SpanBatch) reader.read(block, SpanBatch.SCHEMA.all());
                    for (int i = 0; i < spans.rows(); i++) {
                        if (spans.traceIdHigh.get(i) == high && spans.traceIdLow.get(i) == low) {
                            found.add(spans.spanId.get(i));
                        }
                    }
                }
                Set<Long> expected = new HashSet<>();
                for (int i = 0; i < batch.rows(); i++) {
                    if (batch.traceIdHigh.get(i) == high && batch.traceIdLow.get(i) == low) {
                        expected.add(batch.spanId.get(i));
                    }
                }
                assertThat(found).isEqualTo(expected);
            }
            Random random = new Random(9);
            int hits = 0;
            for (int i = 0; i < 1000; i++) {
                BlockRange range = reader.trace(random.nextLong(), random.nextLong());
                hits += range.end() - range.first();
            }
            assertThat(hits).isLessThan(20);
        }
    }

    @Test
    void onlyAskedColumnsAreDecoded() throws Exception {
        Path path = seal(head(new SpanHead(), new RandomBatches(1).spans(100)), "columns");
        try (Part part = Part.open(disk, path);
                PartReader reader = part.reader().orElseThrow()) {
            SpanBatch batch =
                    (SpanBatch) reader.read(0, SpanBatch.SCHEMA.set("name", "start_nanos"));
            assertThat(batch.name.size()).isEqualTo(100);
            assertThat(batch.startNanos.size()).isEqualTo(100);
            assertThat(batch.attributes.size()).isZero();
            assertThat(batch.rows()).isEqualTo(100);
        }
    }

    @Test
    void aRowLargerThanABlockGetsOneOfItsOwn() throws Exception {
        LogBatch batch = new RandomBatches(4).logs(3);
        LogBatch large = new LogBatch(3);
        for (int i = 0; i < batch.columns().size(); i++) {
            copyColumn(batch, large, i);
        }
        large.resources().appendAll(batch.resources(), 0, batch.resources().size());
        large.scopes().appendAll(batch.scopes(), 0, batch.scopes().size());
        Path path = seal(head(new LogHead(), large), "large");
        assertThat(sorted(rows(path))).isEqualTo(sorted(RowText.of(large)));
        try (Part part = Part.open(disk, path);
                PartReader reader = part.reader().orElseThrow()) {
            assertThat(reader.blocks()).isEqualTo(3);
        }
    }

    @Test
    void noFlippedByteIsEverServed() throws Exception {
        Random random = new Random(11);
        for (Head<?> head : smallHeads()) {
            Path path = seal(head, "flip-" + head.schema().signal().label());
            byte[] intact = Files.readAllBytes(path);
            Set<String> expected = new HashSet<>(rows(path));
            for (int at = 0; at < intact.length; at++) {
                byte[] flipped = intact.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                Path copy = folder.resolve("flipped");
                Files.write(copy, flipped);
                assertThat(expected.containsAll(intactRows(copy)))
                        .as("byte %d of %s", at, path)
                        .isTrue();
            }
        }
    }

    @Test
    void aFileCutShortIsNoPart() throws Exception {
        for (Head<?> head : smallHeads()) {
            byte[] intact = Files.readAllBytes(seal(head, "cut-" + head.schema().signal().label()));
            for (int length = 0; length < intact.length; length += 7) {
                Path copy = folder.resolve("cut");
                Files.write(copy, java.util.Arrays.copyOf(intact, length));
                assertThatThrownBy(() -> Part.open(disk, copy))
                        .isInstanceOf(CorruptPartException.class)
                        .hasMessageContaining("cut: damaged at byte");
            }
        }
    }

    @Test
    void aReaderOutlivesThePart() throws Exception {
        SpanBatch batch = new RandomBatches(1).spans(100);
        Path path = seal(head(new SpanHead(), batch), "pinned");
        Part part = Part.open(disk, path);
        PartReader reader = part.reader().orElseThrow();
        part.close();
        Files.delete(path);
        assertThat(part.reader()).isEmpty();
        assertThat(reader.read(0, SpanBatch.SCHEMA.all()).rows()).isEqualTo(100);
        reader.close();
    }

    private interface BlockVisitor {
        void visit(Batch block);
    }

    private void read(Path path, BlockVisitor visitor) throws Exception {
        try (Part part = Part.open(disk, path);
                PartReader reader = part.reader().orElseThrow()) {
            for (int block = 0; block < reader.blocks(); block++) {
                visitor.visit(reader.read(block, -1L));
            }
        }
    }

    private List<String> rows(Path path) throws Exception {
        List<String> rows = new ArrayList<>();
        read(path, block -> rows.addAll(RowText.of(block)));
        return rows;
    }

    /// What a process would serve of a file that may be damaged.
    private List<String> intactRows(Path path) throws Exception {
        List<String> rows = new ArrayList<>();
        try (Part part = Part.open(disk, path);
                PartReader reader = part.reader().orElseThrow()) {
            for (int block = 0; block < reader.blocks(); block++) {
                addIntact(reader, block, rows);
            }
        } catch (CorruptPartException e) {
            assertThat(e).hasMessageContaining("damaged at byte");
        }
        return rows;
    }

    private static void addIntact(PartReader reader, int block, List<String> rows) {
        try {
            rows.addAll(RowText.of(reader.read(block, -1L)));
        } catch (CorruptPartException e) {
            assertThat(e).hasMessageContaining("damaged at byte");
        }
    }

    private static List<Head<?>> smallHeads() {
        RandomBatches batches = new RandomBatches(77);
        return List.of(
                head(new SpanHead(), batches.spans(6)),
                head(new LogHead(), batches.logs(6)),
                head(new MetricHead(), batches.metrics(6)));
    }

    private static <B extends Batch> Head<B> head(Head<B> head, B batch) {
        head.append(batch, 1);
        return head;
    }

    private Path seal(Head<?> head, String name) throws IOException {
        Path path = folder.resolve(name + "-" + head.schema().signal().label());
        try (DiskFile file = disk.create(path)) {
            new HeadSealer().seal(head, file, () -> false);
        }
        return path;
    }

    private static void copyColumn(LogBatch from, LogBatch to, int index) {
        switch (to.columns().get(index)) {
            case dev.trine.model.IntColumn ints ->
                    ints.appendAll((dev.trine.model.IntColumn) from.columns().get(index), 0, 3);
            case dev.trine.model.LongColumn longs ->
                    longs.appendAll((dev.trine.model.LongColumn) from.columns().get(index), 0, 3);
            case dev.trine.model.BytesColumn bytes -> {
                boolean body = LogBatch.SCHEMA.columns().get(index).name().equals("body");
                for (int row = 0; row < 3; row++) {
                    byte[] value =
                            ((dev.trine.model.BytesColumn) from.columns().get(index)).copy(row);
                    bytes.append(body ? java.util.Arrays.copyOf(value, 3 << 20) : value);
                }
            }
        }
    }

    private static List<String> sorted(List<String> rows) {
        return rows.stream().sorted().toList();
    }
}
