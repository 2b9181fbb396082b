package dev.trine.benchmarks.codec;

import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.ByteSource;
import dev.trine.storage.codec.PageDecoder;
import dev.trine.storage.codec.PageEncoder;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Pages of 8,192 integers, each shape in the codec that it gets: choosing and writing, and reading.
/// Nanoseconds a value; the bytes of a page are printed at the start.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class LongPageBenchmark {
    private static final int COUNT = 8192;

    /// Packed, delta, scaled line under the entropy coder, decimals of two kinds, split doubles, ids.
    @Param({"PACKED", "STEADY", "TREMBLING", "COUNTER", "GAUGE", "DOUBLE", "ID"})
    public String shape = "PACKED";

    private final PageEncoder encoder = new PageEncoder();
    private final PageDecoder decoder = new PageDecoder(1);
    private final ByteSink out = new ByteSink(1 << 17);
    private final long[] values = new long[COUNT];
    private byte[] page = {};

    @Setup
    public void setup() {
        Random random = new Random(1);
        double counter = 0;
        double gauge = 20;
        for (int i = 0; i < COUNT; i++) {
            counter += random.nextInt(5);
            gauge = Math.rint((gauge + random.nextGaussian() / 2) * 100) / 100;
            long clock = 1_760_000_000_000_000_000L + i * 15_000_000_000L;
            values[i] =
                    switch (shape) {
                        case "PACKED" -> random.nextInt(1000);
                        case "STEADY" -> clock;
                        case "TREMBLING" ->
                                clock
                                        + (random.nextInt(10) < 3
                                                ? 1_000_000L * (random.nextInt(5) - 2)
                                                : 0);
                        case "COUNTER" -> Double.doubleToRawLongBits(counter);
                        case "GAUGE" -> Double.doubleToRawLongBits(gauge);
                        case "DOUBLE" -> Double.doubleToRawLongBits(random.nextDouble());
                        default -> random.nextLong();
                    };
        }
        encoder.longs(values, COUNT, out);
        page = out.toByteArray();
        System.out.printf("%s: %.3f bytes a value%n", shape, (double) page.length / COUNT);
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public int encode() {
        out.clear();
        encoder.longs(values, COUNT, out);
        return out.size();
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long[] decode() {
        return decoder.longs(new ByteSource(page), COUNT);
    }
}
