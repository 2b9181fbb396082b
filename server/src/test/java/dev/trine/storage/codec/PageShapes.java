package dev.trine.storage.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Random;

/// Columns of the shapes that telemetry has, and some that it should not have.
final class PageShapes {
    static final int LONG_SHAPES = 22;
    static final int BYTES_SHAPES = 7;

    private PageShapes() {}

    static long[] longs(int shape, int count, Random random) {
        long[] values = new long[count];
        long base = 1_760_000_000_000_000_000L + random.nextInt(1_000_000);
        for (int i = 0; i < count; i++) {
            values[i] =
                    switch (shape) {
                        case 0 -> 42;
                        case 1 -> base + i * 1_000_000_000L;
                        case 2 -> base + i * 1_000_000_000L + random.nextInt(1_000_000);
                        case 3 -> random.nextLong();
                        case 4 -> random.nextInt(3);
                        case 5 -> Double.doubleToRawLongBits(random.nextInt(1000) / 10.0);
                        case 6 -> Double.doubleToRawLongBits(20 + random.nextGaussian());
                        case 7 -> 0x7FF8_0000_0000_0002L + random.nextInt(2);
                        case 8 -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
                        case 9 -> base + (i % 10) * 15_000_000_000L;
                        case 10 -> -random.nextInt(100);
                        case 11 -> i == count / 2 ? Long.MAX_VALUE : i;
                        case 12 -> i / 37 * 1000;
                        case 13 -> random.nextInt(10) == 0 ? random.nextInt(1000) : 7;
                        case 14 -> base + i * 15_000_000_000L + 1_000_000L * random.nextInt(3);
                        case 15 -> bits(i % 50 == 9 ? odd(i) : random.nextInt(99_999) / 100.0);
                        case 16 -> bits(random.nextDouble());
                        case 17 -> bits(random.nextFloat());
                        case 18 -> (long) Math.rint(random.nextGaussian() * 40);
                        case 19 -> base + i * (long) i * 1000;
                        case 20 -> Hash64.of(i / 37, 1);
                        default -> Hash64.of(i % 300, 2);
                    };
        }
        return values;
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    /// Doubles that decimals do not write.
    private static double odd(int i) {
        return switch (i % 4) {
            case 0 -> -0.0;
            case 1 -> Double.longBitsToDouble(0x7ff0_0000_0000_0002L);
            case 2 -> Double.NEGATIVE_INFINITY;
            default -> Math.PI * i;
        };
    }

    static byte[][] bytes(int shape, int count, Random random) {
        byte[][] values = new byte[count][];
        for (int i = 0; i < count; i++) {
            values[i] =
                    switch (shape) {
                        case 0 -> new byte[0];
                        case 1 -> "GET /cart".getBytes(UTF_8);
                        case 2 -> ("name-" + random.nextInt(20)).getBytes(UTF_8);
                        case 3 -> random(random, random.nextInt(40));
                        case 4 -> random(random, random.nextInt(4) == 0 ? 300 : 0);
                        case 5 ->
                                ("request "
                                                + random.nextLong()
                                                + " took "
                                                + random.nextInt(99)
                                                + " ms")
                                        .getBytes(UTF_8);
                        default -> repeated(random.nextInt(256), random.nextInt(3000));
                    };
        }
        return values;
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] repeated(int value, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
