package dev.trine.query.promql.eval;

/// Sets of steps: one bit a step, the lowest of the first word first.
final class Bits {
    private Bits() {}

    static long[] none(int size) {
        return new long[(size + 63) >>> 6];
    }

    static boolean get(long[] bits, int index) {
        return (bits[index >>> 6] & 1L << index) != 0;
    }

    static void set(long[] bits, int index) {
        bits[index >>> 6] |= 1L << index;
    }

    static void or(long[] bits, long[] others) {
        for (int i = 0; i < bits.length; i++) {
            bits[i] |= others[i];
        }
    }

    static long[] and(long[] bits, long[] others) {
        long[] result = bits.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] &= others[i];
        }
        return result;
    }

    static long[] andNot(long[] bits, long[] others) {
        long[] result = bits.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] &= ~others[i];
        }
        return result;
    }

    static boolean intersects(long[] bits, long[] others) {
        for (int i = 0; i < bits.length; i++) {
            if ((bits[i] & others[i]) != 0) {
                return true;
            }
        }
        return false;
    }

    static boolean isEmpty(long[] bits) {
        for (long word : bits) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    /// The lowest index in both, -1 when there is none.
    static int firstCommon(long[] bits, long[] others) {
        for (int i = 0; i < bits.length; i++) {
            long common = bits[i] & others[i];
            if (common != 0) {
                return (i << 6) + Long.numberOfTrailingZeros(common);
            }
        }
        return -1;
    }

    /// The lowest index from `from` on, -1 when there is none.
    static int next(long[] bits, int from) {
        int word = from >>> 6;
        if (word >= bits.length) {
            return -1;
        }
        long rest = bits[word] & -1L << from;
        while (rest == 0) {
            if (++word == bits.length) {
                return -1;
            }
            rest = bits[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(rest);
    }
}
