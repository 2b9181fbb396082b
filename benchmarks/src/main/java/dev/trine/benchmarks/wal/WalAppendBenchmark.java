package dev.trine.benchmarks.wal;

import dev.trine.benchmarks.load.SystemClock;
import dev.trine.model.Batch;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.disk.RealDisk;
import dev.trine.storage.wal.Ack;
import dev.trine.storage.wal.CoveredPositions;
import dev.trine.storage.wal.LogUnavailableException;
import dev.trine.storage.wal.WalOptions;
import dev.trine.storage.wal.WriteAheadLog;
import dev.trine.wire.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
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

/// Batches of spans appended to a real disk (the working directory's), each acknowledged before the
/// next of the same writer; `-t N` sets how many writers there are.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(1)
public class WalAppendBenchmark {
    private static final int BATCHES = 64;

    @Param({"SYNCED", "WRITTEN"})
    public Ack ack = Ack.SYNCED;

    /// Spans in a batch: 504 as a busy collector sends them, 14 (one trace) as an idle one does.
    @Param({"504", "14"})
    public int rows = 504;

    private final AtomicLong last = new AtomicLong();
    private List<Batch> batches = List.of();
    private int[] payloadBytes = {};
    private @Nullable Path folder;
    private @Nullable WriteAheadLog log;

    /// Payload bytes appended.
    @State(Scope.Thread)
    @AuxCounters
    public static class Bytes {
        public long bytes;
        private int next;
    }

    @Setup
    public void open() throws IOException, MalformedException {
        batches = WalBatches.of("traces", rows, BATCHES);
        payloadBytes = batches.stream().mapToInt(WalBatches::payloadBytes).toArray();
        folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "wal-benchmark");
        log =
                WriteAheadLog.open(
                        new RealDisk(),
                        folder.resolve("wal"),
                        folder.resolve("quarantine"),
                        WalOptions.of(ack),
                        new SystemClock(),
                        new MetricRegistry(),
                        CoveredPositions.NONE,
                        (batch, position) -> last.set(position));
    }

    @TearDown
    public void close() throws IOException {
        if (log != null && folder != null) {
            log.close();
            WalRecoveryBenchmark.delete(folder);
        }
    }

    @Benchmark
    public long append(Bytes bytes)
            throws IOException, InterruptedException, LogUnavailableException {
        WriteAheadLog open = log;
        if (open == null) {
            return 0;
        }
        int i = bytes.next++ % BATCHES;
        bytes.bytes += payloadBytes[i];
        if (open.bytes() > 512L << 20) {
            open.trim(last.get());
        }
        return open.append(batches.get(i));
    }
}
