package dev.trine.benchmarks.wal;

import dev.trine.benchmarks.load.SystemClock;
import dev.trine.model.Batch;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.disk.RealDisk;
import dev.trine.storage.wal.Ack;
import dev.trine.storage.wal.CommitListener;
import dev.trine.storage.wal.CoveredPositions;
import dev.trine.storage.wal.LogUnavailableException;
import dev.trine.storage.wal.Recovery;
import dev.trine.storage.wal.WalOptions;
import dev.trine.storage.wal.WriteAheadLog;
import dev.trine.wire.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Opening a log of 1 GiB: reading, checksums and decoding, with a listener that does nothing, on a
/// JVM that has just started.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 3)
@Fork(1)
public class WalRecoveryBenchmark {
    private static final long LOG_BYTES = 1L << 30;

    @Param({"traces", "logs", "metrics"})
    public String signal = "traces";

    private @Nullable Path folder;

    @Setup
    public void write()
            throws IOException, MalformedException, InterruptedException, LogUnavailableException {
        Path made = Files.createTempDirectory(Path.of("").toAbsolutePath(), "wal-benchmark");
        folder = made;
        int rows = signal.equals("metrics") ? 2_500 : 504;
        List<Batch> batches = WalBatches.of(signal, rows, 64);
        try (WriteAheadLog log = open(made, (batch, position) -> {})) {
            for (int i = 0; log.bytes() < LOG_BYTES; i++) {
                log.append(batches.get(i % batches.size()));
            }
        }
    }

    @Benchmark
    public Recovery open() throws IOException {
        try (WriteAheadLog log =
                open(folder == null ? Path.of("") : folder, (batch, position) -> {})) {
            return log.recovery();
        }
    }

    @TearDown
    public void delete() throws IOException {
        if (folder != null) {
            delete(folder);
        }
    }

    private static WriteAheadLog open(Path folder, CommitListener listener) throws IOException {
        return WriteAheadLog.open(
                new RealDisk(),
                folder.resolve("wal"),
                folder.resolve("quarantine"),
                WalOptions.of(Ack.WRITTEN),
                new SystemClock(),
                new MetricRegistry(),
                CoveredPositions.NONE,
                listener);
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
