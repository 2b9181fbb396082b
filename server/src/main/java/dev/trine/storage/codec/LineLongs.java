package dev.trine.storage.codec;

import java.util.Arrays;

/// How far each value lies from a straight line: a clock that ticks steadily and trembles. Steps
/// between neighbours would have the tremble of both; distances from the line have it once.
///
/// ```
/// ┌──────────────────────┬─────────────────────┬──────────────────────────────┐
/// │ first, zigzag varint │ step, zigzag varint │ value i less first + i × step: │
/// │                      │                     │ an integer page              │
/// └──────────────────────┴─────────────────────┴──────────────────────────────┘
/// ```
final class LineLongs {
    private static final int STEPS = 255;

    private LineLongs() {}

    /// The step that is as often too long as too short: the median of some in the middle;
    /// 0 when there is none.
    static long step(long[] values, int count) {
        int steps = Math.min(STEPS, count - 1);
        if (steps <= 0) {
            return 0;
        }
        int from = (count - 1 - steps) / 2;
        long[] sorted = new long[steps];
        for (int i = 0; i < steps; i++) {
            sorted[i] = values[from + i + 1] - values[from + i];
        }
        Arrays.sort(sorted);
        return sorted[steps / 2];
    }

    static void distances(long[] values, int count, long step, long[] into) {
        long line = values[0];
        for (int i = 0; i < count; i++) {
            into[i] = values[i] - line;
            line += step;
        }
    }

    static void decode(LongPageDecoder pages, ByteSource in, long[] into, int count, int depth) {
        long line = in.getZigzag();
        long step = in.getZigzag();
        pages.decode(in, into, count, depth + 1);
        for (int i = 0; i < count; i++) {
            into[i] += line;
            line += step;
        }
    }
}
