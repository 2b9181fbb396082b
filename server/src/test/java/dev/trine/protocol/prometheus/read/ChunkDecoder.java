package dev.trine.protocol.prometheus.read;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Decodes chunks of Prometheus, written from `tsdb/docs/format/chunks.md` alone.
final class ChunkDecoder {
    /// A sample: its time, and a number or the fields of a histogram in their order.
    record Sample(long timeMs, List<Double> values) {}

    /// A float histogram chunk's head.
    record Layout(
            int flags,
            double zeroThreshold,
            long schema,
            List<Long> positiveSpans,
            List<Long> negativeSpans,
            List<Double> bounds) {}

    private static final int[] SIZES = {0, 3, 6, 9, 12, 18, 25, 56, 64};

    private final byte[] data;
    private int bit;

    ChunkDecoder(byte[] data) {
        this.data = data;
    }

    List<Sample> xor() {
        int count = (int) bits(16);
        List<Sample> samples = new ArrayList<>();
        Xor value = new Xor();
        long timeMs = 0;
        long stepMs = 0;
        for (int i = 0; i < count; i++) {
            switch (i) {
                case 0 -> {
                    long folded = varint();
                    timeMs = folded >>> 1 ^ -(folded & 1);
                }
                case 1 -> {
                    stepMs = varint();
                    timeMs += stepMs;
                }
                default -> {
                    stepMs += change();
                    timeMs += stepMs;
                }
            }
            samples.add(new Sample(timeMs, List.of(value.read(i == 0))));
        }
        atEnd();
        return samples;
    }

    Layout layout;

    List<Sample> floatHistogram() {
        int count = (int) bits(16);
        int flags = (int) bits(8);
        double zeroThreshold = zeroThreshold();
        long schema = signed();
        List<Long> positive = spans();
        List<Long> negative = spans();
        List<Double> bounds = schema == -53 ? bounds() : List.of();
        layout = new Layout(flags, zeroThreshold, schema, positive, negative, bounds);
        Xor[] fields = new Xor[3 + buckets(positive) + buckets(negative)];
        Arrays.setAll(fields, _ -> new Xor());
        List<Sample> samples = new ArrayList<>();
        long timeMs = 0;
        long stepMs = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0) {
                timeMs = signed();
            } else {
                stepMs += signed();
                timeMs += stepMs;
            }
            List<Double> values = new ArrayList<>();
            for (Xor field : fields) {
                values.add(field.read(i == 0));
            }
            samples.add(new Sample(timeMs, values));
        }
        atEnd();
        return samples;
    }

    private void atEnd() {
        if (data.length != (bit + 7) / 8) {
            throw new IllegalStateException("bytes after the last sample");
        }
    }

    private static int buckets(List<Long> spans) {
        int sum = 0;
        for (int i = 1; i < spans.size(); i += 2) {
            sum += spans.get(i).intValue();
        }
        return sum;
    }

    private double zeroThreshold() {
        int code = (int) bits(8);
        return switch (code) {
            case 0 -> 0;
            case 255 -> Double.longBitsToDouble(bits(64));
            default -> Math.scalb(0.5, code - 243);
        };
    }

    /// Offset and length of each.
    private List<Long> spans() {
        List<Long> spans = new ArrayList<>();
        for (long left = unsigned(); left > 0; left--) {
            long length = unsigned();
            spans.add(signed());
            spans.add(length);
        }
        return spans;
    }

    private List<Double> bounds() {
        List<Double> bounds = new ArrayList<>();
        for (long left = unsigned(); left > 0; left--) {
            int before = bit;
            if (bits(1) == 0) {
                bounds.add(Double.longBitsToDouble(bits(64)));
            } else {
                bit = before;
                bounds.add((unsigned() - 1) / 1000.0);
            }
        }
        return bounds;
    }

    private int size(int most) {
        int ones = 0;
        while (ones < most && bits(1) == 1) {
            ones++;
        }
        return ones;
    }

    private long unsigned() {
        int size = SIZES[size(8)];
        return size == 0 ? 0 : bits(size);
    }

    private long signed() {
        return extended(SIZES[size(8)]);
    }

    private long change() {
        return extended(new int[] {0, 14, 17, 20, 64}[size(4)]);
    }

    /// The greatest number of a size is positive: -2^(n-1) is not used.
    private long extended(int size) {
        if (size == 0) {
            return 0;
        }
        long value = bits(size);
        return size < 64 && value > 1L << (size - 1) ? value - (1L << size) : value;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            long next = bits(8);
            value |= (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
    }

    private long bits(int count) {
        long value = 0;
        for (int i = 0; i < count; i++, bit++) {
            value = value << 1 | (ByteBuffer.wrap(data).get(bit / 8) >> (7 - bit % 8) & 1);
        }
        return value;
    }

    private final class Xor {
        private long previous;
        private int leading;
        private int trailing;

        double read(boolean first) {
            if (first) {
                previous = bits(64);
            } else if (bits(1) == 1) {
                if (bits(1) == 1) {
                    leading = (int) bits(5);
                    int meaningful = (int) bits(6);
                    trailing = 64 - leading - (meaningful == 0 ? 64 : meaningful);
                }
                previous ^= bits(64 - leading - trailing) << trailing;
            }
            return Double.longBitsToDouble(previous);
        }
    }
}
