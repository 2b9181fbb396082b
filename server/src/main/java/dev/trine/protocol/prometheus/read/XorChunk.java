package dev.trine.protocol.prometheus.read;

import dev.trine.query.series.Samples;

/// Encodes numbers as one XOR chunk of Prometheus.
///
/// ```text
/// uint16 samples │ varint t0 │ 64 v0 │ uvarint t1-t0 │ xor v1 │ dod t2 │ xor v2 │ … │ padding
/// ```
///
/// `dod` is what differs between the two last steps: `0`; `10` and 14 bits; `110` and 17; `1110` and
/// 20; `1111` and 64.
///
/// Source: `tsdb/docs/format/chunks.md` of Prometheus.
final class XorChunk {
    /// Prometheus's number in the enumeration of encodings.
    static final int ENCODING = 1;

    private static final int[] SIZES = {14, 17, 20};

    private XorChunk() {}

    /// @param from index of the first sample, a number
    /// @param to index after the last one; at most 65,535 of them
    static byte[] encode(Samples samples, int from, int to, BitWriter out) {
        out.clear();
        out.bits(to - from, 16);
        XorField value = new XorField();
        long stepMs = 0;
        for (int i = from; i < to; i++) {
            long timeMs = samples.timesMs()[i];
            if (i == from) {
                out.varint((timeMs << 1) ^ (timeMs >> 63));
                value.first(out, samples.values()[i]);
                continue;
            }
            long newStepMs = timeMs - samples.timesMs()[i - 1];
            if (i == from + 1) {
                out.varint(newStepMs);
            } else {
                change(out, newStepMs - stepMs);
            }
            stepMs = newStepMs;
            value.next(out, samples.values()[i]);
        }
        return out.toByteArray();
    }

    private static void change(BitWriter out, long value) {
        if (value == 0) {
            out.bits(0, 1);
            return;
        }
        for (int i = 0; i < SIZES.length; i++) {
            long half = 1L << (SIZES[i] - 1);
            if (value > -half && value <= half) {
                out.bits((1L << (i + 2)) - 2, i + 2);
                out.bits(value, SIZES[i]);
                return;
            }
        }
        out.bits(0b1111, 4);
        out.bits(value, Long.SIZE);
    }
}
