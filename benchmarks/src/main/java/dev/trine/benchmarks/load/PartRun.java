package dev.trine.benchmarks.load;

import dev.trine.model.Batch;
import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.Schema;
import dev.trine.model.SpanBatch;
import dev.trine.protocol.otlp.OtlpDecoder;
import dev.trine.protocol.otlp.OtlpLimits;
import dev.trine.storage.disk.Disk;
import dev.trine.storage.disk.DiskFile;
import dev.trine.storage.disk.RealDisk;
import dev.trine.storage.head.Head;
import dev.trine.storage.head.LogHead;
import dev.trine.storage.head.MetricHead;
import dev.trine.storage.head.SpanHead;
import dev.trine.storage.part.Part;
import dev.trine.storage.part.PartReader;
import dev.trine.storage.seal.HeadSealer;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a row costs in heads and parts: memory, bytes on disk by column, and the speed of committing,
/// sealing and scanning. Arguments: items per signal (250,000 when missing), signals (all when missing).
public final class PartRun {
    private static final int ROUNDS = 5;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final PrintStream out;
    private final OtlpDecoder decoder = new OtlpDecoder(OtlpLimits.DEFAULT);
    private final Disk disk = new RealDisk();
    private final HeadSealer sealer = new HeadSealer();

    private PartRun(PrintStream out) {
        this.out = out;
    }

    /// Runs all signals; the fastest of five rounds counts.
    public static void main(String[] arguments) throws Exception {
        long items = arguments.length > 0 ? Long.parseLong(arguments[0]) : 250_000;
        PartRun run = new PartRun(System.out);
        List<String> signals =
                arguments.length > 1
                        ? List.of(arguments).subList(1, arguments.length)
                        : List.of("traces", "logs", "lines", "metrics");
        for (String signal : signals) {
            run.signal(signal, items);
        }
    }

    private void signal(String signal, long items) throws Exception {
        Workload workload = Workload.of(signal, items, 42);
        List<Batch> batches = new ArrayList<>();
        for (byte[] body : workload.bodies()) {
            batches.add(decode(signal, body));
        }
        long commitNanos = Long.MAX_VALUE;
        long sealNanos = Long.MAX_VALUE;
        long sealCpuNanos = Long.MAX_VALUE;
        long scanNanos = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            Head<?> head = head(signal, batches);
            commitNanos = Math.min(commitNanos, System.nanoTime() - start);
            Path file = Files.createTempFile("trine", ".part");
            Files.delete(file);
            start = System.nanoTime();
            long cpu = threads.getCurrentThreadCpuTime();
            try (DiskFile written = disk.create(file)) {
                sealer.seal(head, written, () -> false);
            }
            sealNanos = Math.min(sealNanos, System.nanoTime() - start);
            sealCpuNanos = Math.min(sealCpuNanos, threads.getCurrentThreadCpuTime() - cpu);
            scanNanos = Math.min(scanNanos, scan(file));
            if (round == ROUNDS - 1) {
                report(signal, workload, head, file);
                out.printf(
                        "%s: commit %.2f M rows/s, seal %.2f M rows/s (%.2f µs of CPU a row), scan"
                                + " %.2f M rows/s%n%n",
                        signal,
                        1e3 * items / commitNanos,
                        1e3 * items / sealNanos,
                        1e-3 * sealCpuNanos / items,
                        1e3 * items / scanNanos);
            }
            Files.delete(file);
        }
    }

    private long scan(Path file) throws Exception {
        long start = System.nanoTime();
        try (Part part = Part.open(disk, file);
                PartReader reader = part.reader().orElseThrow()) {
            long rows = 0;
            for (int block = 0; block < reader.blocks(); block++) {
                rows += reader.read(block, -1L).rows();
            }
            if (rows != part.info().rows()) {
                throw new IllegalStateException("rows: " + rows);
            }
        }
        return System.nanoTime() - start;
    }

    private void report(String signal, Workload workload, Head<?> head, Path file)
            throws Exception {
        try (Part part = Part.open(disk, file);
                PartReader reader = part.reader().orElseThrow()) {
            long rows = part.info().rows();
            out.printf(
                    "%s: %d rows, OTLP %.1f B/row, head %.1f B/row, part %.2f B/row%n",
                    signal,
                    rows,
                    (double) workload.bytes() / rows,
                    (double) head.heapBytes() / rows,
                    (double) part.info().bytes() / rows);
            List<Schema.Field> fields = head.schema().columns();
            long columns = 0;
            for (int i = 0; i < fields.size(); i++) {
                columns += reader.columnBytes(i);
                out.printf(
                        "    %-20s %8.3f B/row%n",
                        fields.get(i).name(), (double) reader.columnBytes(i) / rows);
            }
            out.printf(
                    "    %-20s %8.3f B/row%n",
                    "(tables, directory)", (double) (part.info().bytes() - columns) / rows);
        }
    }

    private static Head<?> head(String signal, List<Batch> batches) {
        return switch (signal) {
            case "traces" -> filled(new SpanHead(), SpanBatch.class, batches);
            case "logs", "lines" -> filled(new LogHead(), LogBatch.class, batches);
            default -> filled(new MetricHead(), MetricBatch.class, batches);
        };
    }

    private static <B extends Batch> Head<B> filled(
            Head<B> head, Class<B> type, List<Batch> batches) {
        for (int i = 0; i < batches.size(); i++) {
            head.append(type.cast(batches.get(i)), i + 1);
        }
        return head;
    }

    private Batch decode(String signal, byte[] body) throws Exception {
        return switch (signal) {
            case "traces" -> decoder.traces(body, body.length).batch();
            case "logs", "lines" -> decoder.logs(body, body.length, Otlp.EPOCH_NANOS).batch();
            default -> decoder.metrics(body, body.length).batch();
        };
    }
}
