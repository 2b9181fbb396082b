package dev.trine.storage.shred;

import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;

/// Cuts attributes in their OTLP encoding (a `KeyValueList`): keys and types are template, values go
/// to streams by their keys. Lists that are not written the way receivers write them are not
/// understood, so that what is not told (lengths) is known.
final class AttributeSplitter implements Splitter {
    private static final int KEY = 1 << 3 | ProtoReader.BYTES;
    private static final int VALUE = 2 << 3 | ProtoReader.BYTES;
    private static final int STRING = 1 << 3 | ProtoReader.BYTES;
    private static final int BOOL = 2 << 3 | ProtoReader.VARINT;
    private static final int INT = 3 << 3 | ProtoReader.VARINT;
    private static final int DOUBLE = 4 << 3 | ProtoReader.FIXED64;

    /// The tenth byte of a varint has one bit; more are cut when it is read.
    private static final int MAX_VARINT = 10;

    private final ProtoReader in = new ProtoReader(new byte[0], 0, 0);

    @Override
    public boolean split(byte[] data, int from, int to, Shreds into) {
        in.reset(data, from, to);
        try {
            while (in.more()) {
                if (!in.follows(KEY) || !entry(into)) {
                    return false;
                }
            }
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }

    private boolean entry(Shreds into) throws MalformedException {
        int lengthAt = in.position();
        int outer = in.enter();
        if (!isShortest(lengthAt, in.limit()) || !in.follows(KEY)) {
            return false;
        }
        lengthAt = in.position();
        int length = in.bytes();
        int keyEnd = in.position();
        if (keyEnd - length - lengthAt != varintLength(length) || !in.follows(VALUE)) {
            return false;
        }
        int name = into.name(in.data(), keyEnd - length, keyEnd);
        into.entry(name);
        lengthAt = in.position();
        int entryEnd = in.enter();
        if (in.limit() != entryEnd || !isShortest(lengthAt, in.limit()) || !value(name, into)) {
            return false;
        }
        into.endEntry();
        in.leave(entryEnd);
        in.leave(outer);
        return true;
    }

    private boolean value(int name, Shreds into) throws MalformedException {
        int from = in.position();
        int to = in.limit();
        if (in.follows(STRING)) {
            int lengthAt = in.position();
            int length = in.bytes();
            if (in.position() != to || to - length - lengthAt != varintLength(length)) {
                return false;
            }
            into.literal(from, from + 1);
            into.open();
            into.text(name, to - length, to);
            into.close();
        } else if (in.follows(INT)) {
            long number = in.varint64();
            boolean cut = to - from - 1 == MAX_VARINT && in.data()[to - 1] != 1;
            if (cut || in.position() != to || to - from - 1 != varintLength(number)) {
                return false;
            }
            into.literal(from, from + 1);
            into.number(TemplateOp.VARINT, name, number);
        } else if (in.follows(DOUBLE)) {
            long bits = in.fixed64();
            if (in.position() != to) {
                return false;
            }
            into.literal(from, from + 1);
            into.number(TemplateOp.FIXED64, name, bits);
        } else if (in.follows(BOOL) && to - from == 2) {
            into.literal(from, to);
        } else {
            into.text(name, from, to);
        }
        return true;
    }

    /// Whether the length that begins here, of what now ends at `limit`, is as short as it can be.
    private boolean isShortest(int lengthAt, int limit) {
        return in.position() - lengthAt == varintLength(limit - in.position());
    }

    static int varintLength(long value) {
        return (Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(value)) + 6) / 7;
    }
}
