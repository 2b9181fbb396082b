package dev.trine.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A cursor over protobuf bytes that never reads outside its bounds and allocates nothing. One
/// reader serves a whole request: [#enter()] narrows it to a nested message, [#leave(int)] widens it
/// again. Not safe for use by several threads.
///
/// What is well formed follows protobuf-java, so that both agree on what they accept: a varint is cut
/// to the width of its type; field numbers start at 1; unknown fields and groups are skipped; messages
/// and groups nest at most [#DEPTH_LIMIT] deep. Stricter than protobuf-java 4.36 in one point: a varint
/// whose tenth byte asks for another one is refused, as it is in C++ and Go.
///
/// Source: <https://protobuf.dev/programming-guides/encoding/>
public final class ProtoReader {
    /// How deep messages and groups may nest below the outermost one: protobuf's own default, far
    /// above what telemetry needs and far below what a thread's stack holds.
    public static final int DEPTH_LIMIT = 100;

    /// Wire types: the low three bits of a tag.
    public static final int VARINT = 0;

    public static final int FIXED64 = 1;
    public static final int BYTES = 2;
    public static final int GROUP_START = 3;
    public static final int GROUP_END = 4;
    public static final int FIXED32 = 5;

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_ENDIAN_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] data;
    private int position;
    private int limit;
    private int depth;

    /// A reader of the message `data[from, to)`. The array is not copied.
    public ProtoReader(byte[] data, int from, int to) {
        checkRange(data, from, to);
        this.data = data;
        this.position = from;
        this.limit = to;
    }

    /// Starts over with the message `data[from, to)`.
    public void reset(byte[] newData, int from, int to) {
        checkRange(newData, from, to);
        data = newData;
        position = from;
        limit = to;
        depth = 0;
    }

    public byte[] data() {
        return data;
    }

    /// Offset of the next byte in [#data()].
    public int position() {
        return position;
    }

    /// Offset behind the last byte of the message that the reader is in.
    public int limit() {
        return limit;
    }

    /// Goes back to an offset seen earlier in the same message, to read it once more.
    public void rewind(int earlier) {
        if (earlier < 0 || earlier > position) {
            throw new IllegalArgumentException(
                    "position: " + earlier + " (expected: 0.." + position + ")");
        }
        position = earlier;
    }

    /// Goes on to an offset up to which the caller has read the message by itself.
    public void advanceTo(int later) {
        if (later < position || later > limit) {
            throw new IllegalArgumentException(
                    "position: " + later + " (expected: " + position + ".." + limit + ")");
        }
        position = later;
    }

    /// Whether the message has more fields.
    public boolean more() {
        return position < limit;
    }

    /// Reads a field's tag: its number and wire type.
    public int tag() throws MalformedException {
        int tag = varint32();
        if (tag >>> 3 == 0) {
            throw malformed("field number 0");
        }
        return tag;
    }

    /// Reads the next tag if it is this one, written as one byte; else stays where it is.
    public boolean follows(int tag) {
        if (position < limit && data[position] == tag) {
            position++;
            return true;
        }
        return false;
    }

    /// Reads a varint, cut to 32 bits.
    public int varint32() throws MalformedException {
        if (position < limit) {
            byte first = data[position];
            if (first >= 0) {
                position++;
                return first;
            }
        }
        return (int) longVarint();
    }

    /// Reads a varint.
    public long varint64() throws MalformedException {
        if (position < limit) {
            byte first = data[position];
            if (first >= 0) {
                position++;
                return first;
            }
        }
        return longVarint();
    }

    private long longVarint() throws MalformedException {
        long value = 0;
        int at = position;
        for (int shift = 0; shift < 70; shift += 7) {
            if (at >= limit) {
                throw malformed("message cut off in a varint");
            }
            byte next = data[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                position = at;
                return value;
            }
        }
        throw malformed("varint of more than 10 bytes");
    }

    /// Reads four bytes, little endian.
    public int fixed32() throws MalformedException {
        require(Integer.BYTES);
        int value = (int) INT.get(data, position);
        position += Integer.BYTES;
        return value;
    }

    /// Reads eight bytes, little endian.
    public long fixed64() throws MalformedException {
        require(Long.BYTES);
        long value = (long) LONG.get(data, position);
        position += Long.BYTES;
        return value;
    }

    /// Reads the length of what follows, which then is known to be there.
    public int length() throws MalformedException {
        int length = varint32();
        if (length < 0 || length > limit - position) {
            throw malformed("length " + (length & 0xFFFF_FFFFL) + " past the end of the message");
        }
        return length;
    }

    /// Reads a length-delimited field without looking into it and returns its length; it ends at
    /// [#position()].
    public int bytes() throws MalformedException {
        int length = length();
        position += length;
        return length;
    }

    /// Reads a string field and returns its length in bytes; it ends at [#position()].
    public int utf8() throws MalformedException {
        int length = length();
        if (!Utf8.isValid(data, position, position + length)) {
            throw malformed("string that is not UTF-8");
        }
        position += length;
        return length;
    }

    /// The eight bytes at an offset read as one big-endian number, as identifiers are compared. The
    /// caller has made sure that they are there.
    public long bigEndian64(int offset) {
        return (long) BIG_ENDIAN_LONG.get(data, offset);
    }

    /// The two bytes at an offset, little endian, wherever the reader is. The caller has made sure that
    /// they are there.
    public int peek16(int offset) {
        return (short) SHORT.get(data, offset) & 0xFFFF;
    }

    /// The same for four bytes.
    public int peek32(int offset) {
        return (int) INT.get(data, offset);
    }

    /// The same for eight bytes.
    public long peek64(int offset) {
        return (long) LONG.get(data, offset);
    }

    /// How many messages have been entered and not left.
    public int depth() {
        return depth;
    }

    /// Enters the nested message whose length is next.
    ///
    /// @return what [#leave(int)] asks for
    public int enter() throws MalformedException {
        int length = length();
        if (depth >= DEPTH_LIMIT) {
            throw malformed("messages nested more than " + DEPTH_LIMIT + " deep");
        }
        depth++;
        int outer = limit;
        limit = position + length;
        return outer;
    }

    /// Leaves the message entered last, read to its end or not.
    public void leave(int outer) {
        position = limit;
        limit = outer;
        depth--;
    }

    /// Skips the messages that stand here one behind the other in the same field, for as long as their
    /// lengths have at most two bytes and end within the message.
    ///
    /// @param tag of the field, below 128
    /// @return how many were skipped
    public int skipRun(int tag) {
        int count = 0;
        int at = position;
        while (limit - at >= 3 && data[at] == tag) {
            int length = data[at + 1];
            int next = at + 2;
            if (length < 0) {
                length = (length & 0x7F) | data[next++] << 7;
            }
            if (length < 0 || length > limit - next) {
                break;
            }
            at = next + length;
            count++;
        }
        position = at;
        return count;
    }

    /// Skips a field whose tag has been read.
    public void skip(int tag) throws MalformedException {
        switch (tag & 7) {
            case VARINT -> varint64();
            case FIXED64 -> advance(Long.BYTES);
            case BYTES -> bytes();
            case GROUP_START -> skipGroup(tag >>> 3);
            case FIXED32 -> advance(Integer.BYTES);
            case GROUP_END -> throw malformed("end of a group that was not started");
            default -> throw malformed("wire type " + (tag & 7));
        }
    }

    private void skipGroup(int field) throws MalformedException {
        if (depth >= DEPTH_LIMIT) {
            throw malformed("groups nested more than " + DEPTH_LIMIT + " deep");
        }
        depth++;
        int tag = tag();
        while ((tag & 7) != GROUP_END) {
            skip(tag);
            tag = tag();
        }
        if (tag >>> 3 != field) {
            throw malformed("group " + field + " ended as " + (tag >>> 3));
        }
        depth--;
    }

    /// Undoes the sign folding of `sint32`.
    public static int unfold(int folded) {
        return (folded >>> 1) ^ -(folded & 1);
    }

    /// The exception for what is wrong at the reader's position.
    public MalformedException malformed(String reason) {
        return new MalformedException(position, reason);
    }

    private static void checkRange(byte[] data, int from, int to) {
        if (from < 0 || from > to || to > data.length) {
            throw new IllegalArgumentException(
                    "range: " + from + ".." + to + " (expected: within 0.." + data.length + ")");
        }
    }

    private void advance(int length) throws MalformedException {
        require(length);
        position += length;
    }

    private void require(int length) throws MalformedException {
        if (length > limit - position) {
            throw malformed("message cut off in a fixed-width field");
        }
    }
}
