package dev.trine.protocol.prometheus.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.query.series.CounterResetHint;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.Samples;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Chunks against the published format.
class ChunkTest {
    private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

    private static Samples numbers(long[] times, double... values) {
        return new Samples(times, values, null, null, 0, times.length);
    }

    /// By hand: 2 samples; time 1000 folded is 2000 = d0 0f; 1.0 = 3ff0…; delta 15000 = 98 75; the
    /// same value is one 0 bit; then a change of steps by 1: `10` and 14 bits, and 1.0 xor 2.0 =
    /// 7ff0…: one leading zero, 11 meaningful bits, all ones.
    @Test
    void threeSamplesByHand() {
        byte[] chunk =
                XorChunk.encode(
                        numbers(new long[] {1000, 16_000, 31_001}, 1, 1, 2), 0, 3, new BitWriter());
        String bits =
                "0" // value 1 again
                        + "10"
                        + "00000000000001" // one ms later
                        + "11"
                        + "00001"
                        + "001011"
                        + "11111111111";
        StringBuilder padded = new StringBuilder(bits);
        while (padded.length() % 8 != 0) {
            padded.append('0');
        }
        StringBuilder rest = new StringBuilder();
        for (int i = 0; i < padded.length(); i += 8) {
            rest.append(String.format("%02x", Integer.parseInt(padded.substring(i, i + 8), 2)));
        }
        assertThat(HexFormat.of().formatHex(chunk))
                .isEqualTo("0003" + "d00f" + "3ff0000000000000" + "9875" + rest);
    }

    @RepeatedTest(20)
    void whateverNumbersComeBack() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int size = 1 + random.nextInt(120);
        long[] times = new long[size];
        double[] values = new double[size];
        long time = random.nextLong(-1L << 40, 1L << 41);
        for (int i = 0; i < size; i++) {
            time += 1 + (random.nextInt(10) == 0 ? random.nextLong(1L << 40) : random.nextInt(20));
            times[i] = time;
            values[i] =
                    switch (random.nextInt(6)) {
                        case 0 -> random.nextInt(10);
                        case 1 -> Double.longBitsToDouble(random.nextLong());
                        case 2 -> STALE;
                        case 3 -> -0.0;
                        case 4 -> i == 0 ? 0 : values[i - 1];
                        default -> Double.POSITIVE_INFINITY;
                    };
        }
        byte[] chunk = XorChunk.encode(numbers(times, values), 0, size, new BitWriter());
        List<ChunkDecoder.Sample> decoded = new ChunkDecoder(chunk).xor();
        assertThat(decoded).as("seed " + seed).hasSize(size);
        for (int i = 0; i < size; i++) {
            assertThat(decoded.get(i).timeMs()).as("seed " + seed).isEqualTo(times[i]);
            assertThat(Double.doubleToRawLongBits(decoded.get(i).values().getFirst()))
                    .as("seed " + seed)
                    .isEqualTo(Double.doubleToRawLongBits(values[i]));
        }
    }

    @Test
    void aHistogramWithItsLayout() {
        NativeHistogram[] histograms = new NativeHistogram[3];
        long[] times = {1_700_000_000_000L, 1_700_000_015_000L, 1_700_000_030_123L};
        for (int i = 0; i < 3; i++) {
            histograms[i] =
                    NativeHistogram.exponential(
                            CounterResetHint.UNKNOWN,
                            3,
                            Math.scalb(1.0, -128),
                            2 + i,
                            9 + 4 * i,
                            12.5 + i,
                            new int[] {-3},
                            new double[] {1 + i},
                            new int[] {0, 1, 5},
                            new double[] {1 + i, 2.5, 3 + i});
        }
        Samples samples = new Samples(times, new double[3], histograms, null, 0, 3);
        ChunkDecoder decoder =
                new ChunkDecoder(FloatHistogramChunk.encode(samples, 0, 3, new BitWriter()));
        List<ChunkDecoder.Sample> decoded = decoder.floatHistogram();
        assertThat(decoder.layout)
                .isEqualTo(
                        new ChunkDecoder.Layout(
                                0,
                                Math.scalb(1.0, -128),
                                3,
                                List.of(0L, 2L, 3L, 1L),
                                List.of(-3L, 1L),
                                List.of()));
        for (int i = 0; i < 3; i++) {
            assertThat(decoded.get(i))
                    .isEqualTo(
                            new ChunkDecoder.Sample(
                                    times[i],
                                    List.of(
                                            9.0 + 4 * i,
                                            2.0 + i,
                                            12.5 + i,
                                            1.0 + i,
                                            2.5,
                                            3.0 + i,
                                            1.0 + i)));
        }
    }

    /// The least byte of a chunk after its counts is that of the threshold 2^-128: 116.
    @Test
    void theDefaultThresholdTakesOneByte() {
        NativeHistogram histogram =
                NativeHistogram.exponential(
                        CounterResetHint.GAUGE,
                        0,
                        Math.scalb(1.0, -128),
                        0,
                        0,
                        0,
                        new int[0],
                        new double[0],
                        new int[0],
                        new double[0]);
        Samples samples =
                new Samples(
                        new long[] {0},
                        new double[1],
                        new NativeHistogram[] {histogram},
                        null,
                        0,
                        1);
        byte[] chunk = FloatHistogramChunk.encode(samples, 0, 1, new BitWriter());
        assertThat(HexFormat.of().formatHex(chunk, 0, 4)).isEqualTo("0001" + "c0" + "74");
    }

    @Test
    void boundsOfOnesOwn() {
        double[] bounds = {-1, 0, 0.001, 0.1, 5, 33_554.43, 33_554.431, 1e9};
        NativeHistogram histogram =
                NativeHistogram.custom(
                        CounterResetHint.NOT_RESET,
                        3,
                        7,
                        bounds,
                        new int[] {2, 8},
                        new double[] {1, 2});
        Samples samples =
                new Samples(
                        new long[] {5},
                        new double[1],
                        new NativeHistogram[] {histogram},
                        null,
                        0,
                        1);
        ChunkDecoder decoder =
                new ChunkDecoder(FloatHistogramChunk.encode(samples, 0, 1, new BitWriter()));
        assertThat(decoder.floatHistogram().getFirst().values())
                .containsExactly(3.0, 0.0, 7.0, 1.0, 2.0);
        List<Double> expected = new ArrayList<>();
        for (double bound : bounds) {
            expected.add(bound);
        }
        assertThat(decoder.layout.bounds()).isEqualTo(expected);
        assertThat(decoder.layout.flags()).isEqualTo(0b0100_0000);
    }

    @Test
    void allSizesOfIntegers() {
        long[] edges = {
            0, 4, 5, 32, 33, 256, 257, 2048, 2049, 1 << 17, 1 << 24, 1L << 55, Long.MAX_VALUE
        };
        for (long edge : edges) {
            for (long value : new long[] {edge, -edge, edge + 1, -edge - 1, 1 - edge}) {
                BitWriter out = new BitWriter();
                out.bits(0, 16);
                out.bits(0, 16); // flags, threshold 0
                out.signed(value);
                out.unsigned(0);
                out.unsigned(0);
                ChunkDecoder decoder = new ChunkDecoder(out.toByteArray());
                decoder.floatHistogram();
                assertThat(decoder.layout.schema()).isEqualTo(value);
            }
        }
    }
}
