package dev.trine.benchmarks.wal;

import dev.trine.model.Batch;
import dev.trine.storage.wal.BatchFrame;
import dev.trine.storage.wal.CorruptFrameException;
import dev.trine.wire.MalformedException;
import io.airlift.compress.v3.lz4.Lz4Compressor;
import io.airlift.compress.v3.lz4.Lz4Decompressor;
import io.airlift.compress.v3.zstd.ZstdCompressor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// One core's work on frames. `bytes` counts payload bytes and `cpuNanos` the thread's CPU time, both
/// per second of the clock; divided, they give the throughput of a core also on a busy machine.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WalFrameBenchmark {
    @Param({"traces", "logs", "metrics"})
    public String signal = "traces";

    private List<Batch> batches = List.of();
    private byte[][] payloads = {};
    private byte[] buffer = {};
    private byte[][] compressed = {};
    private final Lz4Compressor lz4 = Lz4Compressor.create();
    private final Lz4Decompressor unlz4 = Lz4Decompressor.create();
    private final ZstdCompressor zstd = ZstdCompressor.create();
    private int next;

    /// Payload bytes gone through, and what that took.
    @State(Scope.Thread)
    @AuxCounters
    public static class Bytes {
        public long bytes;
        public long compressedBytes;
        public long cpuNanos;

        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        private long startCpuNanos;

        @Setup(Level.Iteration)
        public void start() {
            startCpuNanos = THREADS.getCurrentThreadCpuTime();
        }

        @TearDown(Level.Iteration)
        public void stop() {
            cpuNanos = THREADS.getCurrentThreadCpuTime() - startCpuNanos;
        }
    }

    @Setup
    public void make() throws MalformedException {
        batches = WalBatches.of(signal, signal.equals("metrics") ? 2_500 : 500, 32);
        payloads = new byte[batches.size()][];
        compressed = new byte[batches.size()][];
        buffer = new byte[16 << 20];
        for (int i = 0; i < payloads.length; i++) {
            byte[] payload = new byte[BatchFrame.maxBytes(batches.get(i))];
            int length = BatchFrame.encode(batches.get(i), payload, 0);
            payloads[i] = Arrays.copyOf(payload, length);
            int size = lz4.compress(payloads[i], 0, length, buffer, 0, buffer.length);
            compressed[i] = Arrays.copyOf(buffer, size);
        }
    }

    private int next() {
        next = (next + 1) % payloads.length;
        return next;
    }

    @Benchmark
    public int encode(Bytes bytes) {
        int end = BatchFrame.encode(batches.get(next()), buffer, 0);
        bytes.bytes += end;
        return end;
    }

    @Benchmark
    public Batch decode(Bytes bytes) throws CorruptFrameException {
        byte[] payload = payloads[next()];
        bytes.bytes += payload.length;
        return BatchFrame.decode(payload, 0, payload.length);
    }

    @Benchmark
    public long checksum(Bytes bytes) {
        byte[] payload = payloads[next()];
        bytes.bytes += payload.length;
        CRC32C crc = new CRC32C();
        crc.update(payload, 0, payload.length);
        return crc.getValue();
    }

    @Benchmark
    public int lz4(Bytes bytes) {
        byte[] payload = payloads[next()];
        bytes.bytes += payload.length;
        int size = lz4.compress(payload, 0, payload.length, buffer, 0, buffer.length);
        bytes.compressedBytes += size;
        return size;
    }

    @Benchmark
    public int unlz4(Bytes bytes) {
        int i = next();
        int size =
                unlz4.decompress(compressed[i], 0, compressed[i].length, buffer, 0, buffer.length);
        bytes.bytes += size;
        return size;
    }

    @Benchmark
    public int zstd(Bytes bytes) {
        byte[] payload = payloads[next()];
        bytes.bytes += payload.length;
        int size = zstd.compress(payload, 0, payload.length, buffer, 0, buffer.length);
        bytes.compressedBytes += size;
        return size;
    }
}
