package dev.trine.storage.codec;

/// Doubles that people or programs wrote as decimals: 0.25 is 25 hundredths. Each value becomes its
/// digits, an integer, at one exponent for the page; every one is verified to come back bit for bit,
/// and those that do not (NaN with its payload, infinities, -0.0, values of more digits) stand beside
/// as they are. In the manner of ALP (Afroozeh, Kuffo, Boncz: "ALP: Adaptive Lossless floating-Point
/// Compression", SIGMOD 2023), with a division in place of its multiplication: that is exact whenever
/// the value was read from so many decimals.
///
/// ```
/// ┌────────────────┬────────────────────┬──────────────────────┬────────────────────┬─────────────┐
/// │ exponent, byte │ exceptions, varint │ rows of exceptions:  │ bits of exceptions,│ digits: an  │
/// │                │                    │ an integer page      │ 8 bytes each       │ integer page│
/// └────────────────┴────────────────────┴──────────────────────┴────────────────────┴─────────────┘
/// ```
///
/// The digits of an exception are those of the row before, or 0 at the first.
final class DecimalDoubles {
    static final int MAX_EXPONENT = 15;
    private static final double MAX_DIGITS = 1L << 53;
    private static final int PROBES = 64;
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private DecimalDoubles() {}

    /// Whether these look like doubles that telemetry has: zeros, and numbers between 2^-200 and 2^200.
    static boolean areLikely(long[] values, int count) {
        int likely = 0;
        int probes = Math.min(PROBES, count);
        for (int probe = 0; probe < probes; probe++) {
            long bits = values[(int) ((long) probe * count / probes)];
            int power = Math.getExponent(Double.longBitsToDouble(bits));
            likely += (bits << 1) == 0 || Math.abs(power) <= 200 ? 1 : 0;
        }
        return likely >= probes - probes / 5;
    }

    /// The smallest exponent at which nine of ten values come back exactly; -1 when there is none.
    static int exponent(long[] values, int count) {
        int probes = Math.min(PROBES, count);
        int[] needs = new int[MAX_EXPONENT + 1];
        for (int probe = 0; probe < probes; probe++) {
            double value = Double.longBitsToDouble(values[(int) ((long) probe * count / probes)]);
            for (int exponent = 0; exponent <= MAX_EXPONENT; exponent++) {
                if (isExact(value, exponent)) {
                    needs[exponent]++;
                    break;
                }
            }
        }
        int covered = 0;
        for (int exponent = 0; exponent <= MAX_EXPONENT; exponent++) {
            covered += needs[exponent];
            if (covered >= probes - probes / 10) {
                return exponent;
            }
        }
        return -1;
    }

    /// Whether the value is some digits divided by a power of ten, to the last bit.
    static boolean isExact(double value, int exponent) {
        double digits = Math.rint(value * POWERS[exponent]);
        return Math.abs(digits) <= MAX_DIGITS
                && Double.doubleToRawLongBits((long) digits / POWERS[exponent])
                        == Double.doubleToRawLongBits(value);
    }

    /// Splits values into digits and exceptions.
    ///
    /// @return how many exceptions there are
    static int split(long[] values, int count, int exponent, long[] digits, long[] exceptionRows) {
        int exceptions = 0;
        long before = 0;
        for (int i = 0; i < count; i++) {
            double value = Double.longBitsToDouble(values[i]);
            if (isExact(value, exponent)) {
                before = (long) Math.rint(value * POWERS[exponent]);
            } else {
                exceptionRows[exceptions++] = i;
            }
            digits[i] = before;
        }
        return exceptions;
    }

    static void decode(LongPageDecoder pages, ByteSource in, long[] into, int count, int depth) {
        int exponent = in.getByte();
        if (exponent > MAX_EXPONENT) {
            throw new MalformedPageException(
                    "exponent: " + exponent + " (expected: <= " + MAX_EXPONENT + ")");
        }
        int exceptions = in.getCount("exceptions", count);
        long[] rows = new long[exceptions];
        long[] bits = new long[exceptions];
        if (exceptions > 0) {
            pages.decode(in, rows, exceptions, depth + 1);
            RawLongs.decode(in, bits, exceptions);
        }
        pages.decode(in, into, count, depth + 1);
        double power = POWERS[exponent];
        for (int i = 0; i < count; i++) {
            into[i] = Double.doubleToRawLongBits(into[i] / power);
        }
        for (int i = 0; i < exceptions; i++) {
            if (rows[i] < 0 || rows[i] >= count) {
                throw new MalformedPageException(
                        "row: " + rows[i] + " (expected: < " + count + ")");
            }
            into[(int) rows[i]] = bits[i];
        }
    }
}
