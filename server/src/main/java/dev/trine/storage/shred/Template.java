package dev.trine.storage.shred;

import dev.trine.storage.codec.ByteSource;
import dev.trine.storage.codec.MalformedPageException;
import java.util.Arrays;
import java.util.BitSet;

/// A parsed template: what literals refer to, and its steps, three numbers each: the step of
/// [TemplateOp], its stream, name or offset in the data, and for literals their length.
record Template(byte[] data, int[] ops) {
    static final int WORDS = 3;

    static Template parse(byte[] data, int offset, int length, int names) {
        ByteSource in = new ByteSource(data, offset, length);
        int[] ops = new int[8 * WORDS];
        int size = 0;
        while (in.remaining() > 0) {
            if (size == ops.length) {
                ops = Arrays.copyOf(ops, size * 2);
            }
            int op = in.getByte();
            ops[size] = op;
            switch (op) {
                case TemplateOp.LITERAL -> {
                    ops[size + 2] = in.getCount("literal", in.remaining());
                    ops[size + 1] = in.skip(ops[size + 2]);
                }
                case TemplateOp.TEXT, TemplateOp.VARINT, TemplateOp.FIXED64 ->
                        ops[size + 1] = in.getCount("stream", Limits.STREAMS);
                case TemplateOp.ENTRY -> {
                    ops[size + 1] = in.getCount("name", names);
                    if (ops[size + 1] == names) {
                        throw new MalformedPageException("name: " + names);
                    }
                }
                case TemplateOp.OPEN, TemplateOp.CLOSE, TemplateOp.END_ENTRY -> ops[size + 1] = 0;
                default -> throw new MalformedPageException("template step: " + op);
            }
            size += WORDS;
        }
        return new Template(data, Arrays.copyOf(ops, size));
    }

    /// Counts the values that so many rows of this template take from each stream.
    ///
    /// @return how many one row takes in all
    int addHoles(long rows, long[] needed) {
        int holes = 0;
        for (int i = 0; i < ops.length; i += WORDS) {
            if (ops[i] == TemplateOp.TEXT
                    || ops[i] == TemplateOp.VARINT
                    || ops[i] == TemplateOp.FIXED64) {
                if (ops[i + 1] >= needed.length) {
                    throw new MalformedPageException(
                            "stream: " + ops[i + 1] + " (expected: < " + needed.length + ")");
                }
                needed[ops[i + 1]] += rows;
                holes++;
            }
        }
        return holes;
    }

    /// The same with only some entries; what is in no entry stays.
    Template withEntries(BitSet names) {
        int[] kept = new int[ops.length];
        int size = 0;
        boolean keeping = true;
        for (int i = 0; i < ops.length; i += WORDS) {
            if (ops[i] == TemplateOp.ENTRY) {
                keeping = names.get(ops[i + 1]);
            }
            if (keeping) {
                System.arraycopy(ops, i, kept, size, WORDS);
                size += WORDS;
            }
            keeping |= ops[i] == TemplateOp.END_ENTRY;
        }
        return new Template(data, Arrays.copyOf(kept, size));
    }
}
