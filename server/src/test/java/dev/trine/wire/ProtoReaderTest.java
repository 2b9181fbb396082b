package dev.trine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProtoReaderTest {
    @Test
    void readsVarintsOfEveryLength() throws Exception {
        for (int shift = 0; shift < 64; shift++) {
            for (long value : new long[] {1L << shift, (1L << shift) - 1, -1L << shift}) {
                ProtoWriter out = new ProtoWriter(0);
                out.varint(value);
                assertThat(out.size()).isEqualTo(ProtoWriter.varintSize(value));
                ProtoReader in = new ProtoReader(out.data(), 0, out.size());
                assertThat(in.varint64()).isEqualTo(value);
                assertThat(in.more()).isFalse();
                assertThat(CodedInputStream.newInstance(out.toByteArray()).readRawVarint64())
                        .isEqualTo(value);
            }
        }
    }

    @Test
    void refusesWhatIsNotProtobuf() {
        refuses("ffffffffffffffffffff01", "varint of more than 10 bytes");
        refuses("08ff", "cut off in a varint");
        refuses("0a05616263", "length 5 past the end");
        refuses("0affffffff0f", "length 4294967295 past the end");
        refuses("00", "field number 0");
        refuses("0900000000", "cut off in a fixed-width field");
        refuses("0d000000", "cut off in a fixed-width field");
        refuses("0e00", "wire type 6");
        refuses("0f00", "wire type 7");
        refuses("0c", "end of a group that was not started");
        refuses("0b", "cut off in a varint");
        refuses("0b14", "group 1 ended as 2");
        refuses("0b".repeat(101) + "0c".repeat(101), "groups nested more than 100 deep");
    }

    @Test
    void skipsUnknownFieldsAndGroups() throws Exception {
        String group = "0b08011a0161" + "1314" + "0c";
        byte[] data = HexFormat.of().parseHex(group + "0b".repeat(99) + "0c".repeat(99) + "0801");
        ProtoReader in = new ProtoReader(data, 0, data.length);
        in.skip(in.tag());
        in.skip(in.tag());
        assertThat(in.tag()).isEqualTo(8);
        assertThat(in.varint32()).isEqualTo(1);
    }

    @Test
    void staysInsideANestedMessage() throws Exception {
        byte[] data = HexFormat.of().parseHex("0a0208ff0101");
        ProtoReader in = new ProtoReader(data, 0, data.length);
        in.tag();
        int outer = in.enter();
        assertThat(in.tag()).isEqualTo(8);
        assertThatExceptionOfType(MalformedException.class).isThrownBy(in::varint64);
        in.leave(outer);
        assertThat(in.position()).isEqualTo(4);
        assertThat(in.limit()).isEqualTo(6);
    }

    @Test
    void agreesWithProtobufOnRandomBytes() {
        long seed = 7;
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] data = new byte[random.nextInt(12)];
            for (int j = 0; j < data.length; j++) {
                data[j] =
                        (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : random.nextInt(32));
            }
            boolean ours = skipsAll(data);
            assertThat(ours).as("%s", HexFormat.of().formatHex(data)).isEqualTo(parses(data));
            accepted += ours ? 1 : 0;
        }
        assertThat(accepted).isGreaterThan(10_000);
    }

    @Test
    void writesWhatProtobufReads() throws IOException {
        ProtoWriter out = new ProtoWriter(0);
        int begun = out.begin(3);
        out.varintField(1, -1);
        out.fixed64Field(2, Long.MIN_VALUE);
        out.fixed32Field(3, -2);
        out.doubleField(4, Math.PI);
        out.stringField(5, "é".repeat(100));
        out.end(begun);
        UnknownFieldSet inner =
                UnknownFieldSet.parseFrom(
                        UnknownFieldSet.parseFrom(out.toByteArray())
                                .getField(3)
                                .getLengthDelimitedList()
                                .getFirst());
        assertThat(inner.getField(1).getVarintList()).containsExactly(-1L);
        assertThat(inner.getField(2).getFixed64List()).containsExactly(Long.MIN_VALUE);
        assertThat(inner.getField(3).getFixed32List()).containsExactly(-2);
        assertThat(inner.getField(4).getFixed64List())
                .containsExactly(Double.doubleToRawLongBits(Math.PI));
        assertThat(inner.getField(5).getLengthDelimitedList().getFirst().toStringUtf8())
                .isEqualTo("é".repeat(100));
    }

    @Test
    void movesContentsUpForLongLengths() {
        for (int length : new int[] {0, 1, 127, 128, 16_383, 16_384, 3_000_000}) {
            ProtoWriter out = new ProtoWriter(0);
            int begun = out.begin(1);
            out.raw(new byte[length], 0, length);
            out.end(begun);
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            ProtoWriter prefix = new ProtoWriter(0);
            prefix.tag(1, ProtoReader.BYTES);
            prefix.varint(length);
            expected.writeBytes(prefix.toByteArray());
            expected.writeBytes(new byte[length]);
            assertThat(out.toByteArray()).isEqualTo(expected.toByteArray());
        }
    }

    @Test
    void foldsSigns() throws IOException {
        for (int value : new int[] {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            int folded = ProtoWriter.fold(value);
            assertThat(CodedInputStream.decodeZigZag32(folded)).isEqualTo(value);
            assertThat(ProtoReader.unfold(folded)).isEqualTo(value);
        }
    }

    private static void refuses(String hex, String reason) {
        byte[] data = HexFormat.of().parseHex(hex);
        ProtoReader in = new ProtoReader(data, 0, data.length);
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> {
                    while (in.more()) {
                        in.skip(in.tag());
                    }
                })
                .withMessageContaining(reason);
    }

    private static boolean skipsAll(byte[] data) {
        ProtoReader in = new ProtoReader(data, 0, data.length);
        try {
            while (in.more()) {
                in.skip(in.tag());
            }
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }

    private static boolean parses(byte[] data) {
        try {
            UnknownFieldSet.parseFrom(data);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
