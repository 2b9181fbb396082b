package dev.trine.benchmarks.load;

import dev.trine.model.Batch;
import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.SpanBatch;
import dev.trine.protocol.otlp.OtlpDecoder;
import dev.trine.protocol.otlp.OtlpLimits;
import dev.trine.storage.compact.Pace;
import dev.trine.storage.compact.PartMerger;
import dev.trine.storage.disk.Disk;
import dev.trine.storage.disk.DiskFile;
import dev.trine.storage.disk.RealDisk;
import dev.trine.storage.head.Head;
import dev.trine.storage.head.LogHead;
import dev.trine.storage.head.MetricHead;
import dev.trine.storage.head.SpanHead;
import dev.trine.storage.part.Part;
import dev.trine.storage.seal.HeadSealer;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What merging parts block by block buys and costs: bytes a row before and after, processor seconds
/// for each GB of input. Arguments: items per signal (1,000,000 when missing), parts (8).
public final class CompactionRun {
    private final PrintStream out;
    private final OtlpDecoder decoder = new OtlpDecoder(OtlpLimits.DEFAULT);
    private final Disk disk = new RealDisk();
    private final HeadSealer sealer = new HeadSealer();
    private final PartMerger merger = new PartMerger();

    private CompactionRun(PrintStream out) {
        this.out = out;
    }

    /// Runs all signals, each twice: the second counts.
    public static void main(String[] arguments) throws Exception {
        long items = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        int parts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
        CompactionRun run = new CompactionRun(System.out);
        for (String signal : List.of("traces", "logs", "metrics")) {
            Path folder = Files.createTempDirectory("trine-compaction");
            try {
                run.signal(signal, items, parts, folder);
            } finally {
                delete(folder);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private void signal(String signal, long items, int count, Path folder) throws Exception {
        List<Part> parts = parts(signal, items, count, folder);
        try {
            long bytes = 0;
            long rows = 0;
            for (Part part : parts) {
                bytes += part.info().bytes();
                rows += part.info().rows();
            }
            for (int round = 0; round < 2; round++) {
                Path merged = folder.resolve("merged" + round);
                long cpu = cpuNanos();
                long start = System.nanoTime();
                try (DiskFile file = disk.create(merged)) {
                    merger.merge(parts, Long.MAX_VALUE, file, Pace.FULL, () -> false);
                }
                double wallSeconds = (System.nanoTime() - start) / 1e9;
                double cpuSeconds = (cpuNanos() - cpu) / 1e9;
                if (round == 1) {
                    out.printf(
                            "%s: %d rows in %d parts, %.2f B/row; merged %.2f B/row (%.1f %%), %.1f"
                                    + " CPU s/GB, %.2f M rows/s%n",
                            signal,
                            rows,
                            parts.size(),
                            (double) bytes / rows,
                            (double) Files.size(merged) / rows,
                            100.0 * Files.size(merged) / bytes,
                            cpuSeconds / (bytes / 1e9),
                            rows / wallSeconds / 1e6);
                }
            }
        } finally {
            parts.forEach(Part::close);
        }
    }

    private List<Part> parts(String signal, long items, int count, Path folder) throws Exception {
        List<byte[]> bodies = Workload.of(signal, items, 42).bodies();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Head<?> head = head(signal);
            int to = bodies.size() * (i + 1) / count;
            for (int body = bodies.size() * i / count; body < to; body++) {
                append(head, decode(signal, bodies.get(body)), body + 1L);
            }
            Path path = folder.resolve(i + ".part");
            try (DiskFile file = disk.create(path)) {
                sealer.seal(head, file, () -> false);
            }
            parts.add(Part.open(disk, path));
        }
        return parts;
    }

    private static Head<?> head(String signal) {
        return switch (signal) {
            case "traces" -> new SpanHead();
            case "logs" -> new LogHead();
            default -> new MetricHead();
        };
    }

    private static void append(Head<?> head, Batch batch, long position) {
        switch (head) {
            case SpanHead spans -> spans.append((SpanBatch) batch, position);
            case LogHead logs -> logs.append((LogBatch) batch, position);
            case MetricHead metrics -> metrics.append((MetricBatch) batch, position);
        }
    }

    private Batch decode(String signal, byte[] body) throws Exception {
        return switch (signal) {
            case "traces" -> decoder.traces(body, body.length).batch();
            case "logs" -> decoder.logs(body, body.length, Otlp.EPOCH_NANOS).batch();
            default -> decoder.metrics(body, body.length).batch();
        };
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
