package dev.trine.storage.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// An entropy coder for symbols of up to eight bits whose order does not matter: as many bits a symbol
/// as its frequency calls for, to a few percent of a bit. Two coders take turns, so that the next
/// symbol need not wait for the last.
///
/// Source: J. Duda, "Asymmetric numeral systems", 2013, arXiv 1311.2540; the variant with ranges
/// (rANS), frequencies of 12 bits, states of 63 bits, 32 bits moved at once.
///
/// ```
/// ┌─────────────────┬────────────────────────┬───────────────┬──────────────────┬──────────────┐
/// │ symbols, varint │ frequency of each,     │ words, varint │ two first states,│ words, 4     │
/// │                 │ varint; sum 4,096      │               │ 8 bytes each     │ bytes each   │
/// └─────────────────┴────────────────────────┴───────────────┴──────────────────┴──────────────┘
/// ```
///
/// Has scratch memory: not safe for use by several threads at once.
final class Rans {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    static final int MAX_SYMBOLS = 256;
    private static final int BITS = 12;
    private static final int TOTAL = 1 << BITS;
    static final int MAX_MEASURED = 1024;
    private static final double[] N_LOG_N = nLogN();
    private static final long LOWEST = 1L << 31;

    private final int[] frequencies = new int[MAX_SYMBOLS];
    private final long[] reciprocals = new long[MAX_SYMBOLS];
    private final int[] shifts = new int[MAX_SYMBOLS];
    private final int[] biases = new int[MAX_SYMBOLS];
    private int[] words = new int[0];

    /// Bytes that the coded symbols take, without their table.
    ///
    /// @param count at most [#MAX_MEASURED]
    static long size(int[] counts, int symbols, int count) {
        double bits = N_LOG_N[count];
        for (int symbol = 0; symbol < symbols; symbol++) {
            bits -= N_LOG_N[counts[symbol]];
        }
        return 18 + (long) (bits / 8);
    }

    /// n × log2 n. Strict, so that what is chosen, and with it every file, is the same on all machines.
    private static double[] nLogN() {
        double[] table = new double[MAX_MEASURED + 1];
        for (int n = 2; n < table.length; n++) {
            table[n] = n * (StrictMath.log(n) / StrictMath.log(2));
        }
        return table;
    }

    /// Bytes of the table.
    static int tableSize(int[] counts, int symbols, int count) {
        int size = 2;
        for (int symbol = 0; symbol < symbols; symbol++) {
            size += (long) counts[symbol] * TOTAL / count >= 128 ? 2 : 1;
        }
        return size;
    }

    /// Writes symbols.
    ///
    /// @param counts how often each symbol comes; at least two do
    void encode(byte[] values, int count, int[] counts, int symbols, ByteSink out) {
        normalise(counts, symbols, count);
        if (words.length < count) {
            words = new int[count];
        }
        long state0 = LOWEST;
        long state1 = LOWEST;
        int used = 0;
        for (int i = count - 1; i >= 0; i--) {
            int symbol = values[i] & 0xFF;
            long frequency = frequencies[symbol];
            long state = (i & 1) == 0 ? state0 : state1;
            if (state >= frequency << (63 - BITS)) {
                words[used++] = (int) state;
                state >>>= 32;
            }
            // (state / frequency << BITS) + state % frequency + start, by multiplication.
            long quotient =
                    Math.unsignedMultiplyHigh(state, reciprocals[symbol]) >>> shifts[symbol];
            state += biases[symbol] + quotient * (TOTAL - frequency);
            if ((i & 1) == 0) {
                state0 = state;
            } else {
                state1 = state;
            }
        }
        write(symbols, used, state0, state1, out);
    }

    private void write(int symbols, int used, long first, long second, ByteSink out) {
        out.putVarint(symbols);
        for (int symbol = 0; symbol < symbols; symbol++) {
            out.putVarint(frequencies[symbol]);
        }
        out.putVarint(used);
        out.putLong(first);
        out.putLong(second);
        for (int i = used - 1; i >= 0; i--) {
            out.putInt(words[i]);
        }
    }

    /// Reads symbols back: each, shifted, on top of a base.
    static void decode(ByteSource in, long[] into, int count, long base, int shift) {
        int[] table = table(in);
        int words = in.getCount("words", in.remaining() / Integer.BYTES);
        long one = in.getLong();
        long other = in.getLong();
        if (one < LOWEST || other < LOWEST) {
            throw new MalformedPageException("state: below the lowest");
        }
        int at = in.skip(Integer.BYTES * words);
        int end = in.position();
        byte[] bytes = in.array();
        for (int i = 0; i < count; i += 2) {
            int entry = table[(int) one & (TOTAL - 1)];
            into[i] = base + ((long) (entry >>> 24) << shift);
            one = ((entry >>> BITS) & (TOTAL - 1)) * (one >>> BITS) + (entry & (TOTAL - 1));
            if (one < LOWEST) {
                one = (one << 32) | word(bytes, at, end);
                at += Integer.BYTES;
            }
            if (i + 1 == count) {
                break;
            }
            entry = table[(int) other & (TOTAL - 1)];
            into[i + 1] = base + ((long) (entry >>> 24) << shift);
            other = ((entry >>> BITS) & (TOTAL - 1)) * (other >>> BITS) + (entry & (TOTAL - 1));
            if (other < LOWEST) {
                other = (other << 32) | word(bytes, at, end);
                at += Integer.BYTES;
            }
        }
        if (at != end || one != LOWEST || other != LOWEST) {
            throw new MalformedPageException("words: not what these symbols take");
        }
    }

    private static long word(byte[] bytes, int at, int end) {
        if (at == end) {
            throw new MalformedPageException("words: fewer than the symbols take");
        }
        return (int) INT.get(bytes, at) & 0xFFFF_FFFFL;
    }

    /// For each slot: symbol in 8 bits, its frequency and the slot's place in it in 12 bits each.
    private static int[] table(ByteSource in) {
        int symbols = in.getCount("symbols", MAX_SYMBOLS);
        int[] table = new int[TOTAL];
        int start = 0;
        for (int symbol = 0; symbol < symbols; symbol++) {
            int frequency = in.getCount("frequency", TOTAL - 1);
            if (frequency > TOTAL - start) {
                throw new MalformedPageException("frequencies: more than " + TOTAL);
            }
            for (int place = 0; place < frequency; place++) {
                table[start + place] = (symbol << 24) | (frequency << BITS) | place;
            }
            start += frequency;
        }
        if (start != TOTAL) {
            throw new MalformedPageException(
                    "frequencies: " + start + " together (expected: " + TOTAL + ")");
        }
        return table;
    }

    /// Scales counts to a sum of 4,096; whatever comes at all keeps at least 1.
    private void normalise(int[] counts, int symbols, int count) {
        Arrays.fill(frequencies, 0);
        int sum = 0;
        for (int symbol = 0; symbol < symbols; symbol++) {
            if (counts[symbol] > 0) {
                frequencies[symbol] = Math.max(1, (int) ((long) counts[symbol] * TOTAL / count));
                sum += frequencies[symbol];
            }
        }
        // The most frequent bear what rounding took or gave, each at most half of what it has.
        for (int rest = TOTAL - sum; rest != 0; rest = TOTAL - sum) {
            int largest = 0;
            for (int symbol = 1; symbol < symbols; symbol++) {
                largest = frequencies[symbol] > frequencies[largest] ? symbol : largest;
            }
            int change = Math.max(rest, -(frequencies[largest] / 2));
            frequencies[largest] += change;
            sum += change;
        }
        int start = 0;
        for (int symbol = 0; symbol < symbols; symbol++) {
            reciprocal(symbol, start);
            start += frequencies[symbol];
        }
    }

    /// What stands for a division by the symbol's frequency, exact for states of 63 bits.
    ///
    /// Source: F. Giesen, ryg_rans, `rans64.h`; after R. Alverson, "Integer division using reciprocals".
    private void reciprocal(int symbol, int start) {
        int frequency = frequencies[symbol];
        if (frequency < 2) {
            // Times all ones, the upper half is one less than the state: the bias makes up for it.
            reciprocals[symbol] = -1;
            shifts[symbol] = 0;
            biases[symbol] = start + TOTAL - 1;
            return;
        }
        int shift = Integer.SIZE - Integer.numberOfLeadingZeros(frequency - 1);
        long upper = 1L << (shift + 31);
        long lower = frequency - 1 + ((upper % frequency) << 32);
        reciprocals[symbol] = lower / frequency + ((upper / frequency) << 32);
        shifts[symbol] = shift - 1;
        biases[symbol] = start;
    }
}
