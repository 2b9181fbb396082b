package dev.trine.storage.codec;

import java.util.Arrays;

/// Run lengths: each value that differs from the one before, and how often it comes. What sorted rows
/// are made of.
///
/// ```
/// ┌──────────────┬─────────────────────────┬──────────────────────────┐
/// │ runs, varint │ values: an integer page │ lengths: an integer page │
/// └──────────────┴─────────────────────────┴──────────────────────────┘
/// ```
final class RunLongs {
    private RunLongs() {}

    static int runs(long[] values, int count) {
        int runs = count == 0 ? 0 : 1;
        for (int i = 1; i < count; i++) {
            runs += values[i] == values[i - 1] ? 0 : 1;
        }
        return runs;
    }

    /// Splits values into runs.
    static void split(long[] values, int count, long[] distinct, long[] lengths) {
        int run = -1;
        for (int i = 0; i < count; i++) {
            if (i == 0 || values[i] != values[i - 1]) {
                distinct[++run] = values[i];
                lengths[run] = 0;
            }
            lengths[run]++;
        }
    }

    static void decode(LongPageDecoder pages, ByteSource in, long[] into, int count, int depth) {
        int runs = in.getCount("runs", count);
        long[] values = new long[runs];
        long[] lengths = new long[runs];
        pages.decode(in, values, runs, depth + 1);
        pages.decode(in, lengths, runs, depth + 1);
        int at = 0;
        for (int run = 0; run < runs; run++) {
            long length = lengths[run];
            if (length <= 0 || length > count - at) {
                throw new MalformedPageException(
                        "run length: " + length + " (expected: 1.." + (count - at) + ")");
            }
            Arrays.fill(into, at, at + (int) length, values[run]);
            at += (int) length;
        }
        if (at != count) {
            throw new MalformedPageException("runs: " + at + " values (expected: " + count + ")");
        }
    }
}
