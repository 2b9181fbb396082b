package dev.trine.protocol.prometheus;

import com.google.protobuf.CodedOutputStream;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Makes messages of remote write with protobuf's own encoder, field by field as the schemas have
/// them.
final class WriteMessages {
    interface Content {
        void write(CodedOutputStream out) throws Exception;
    }

    private WriteMessages() {}

    static byte[] message(Content content) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        content.write(out);
        out.flush();
        return bytes.toByteArray();
    }

    static void nested(CodedOutputStream out, int field, Content content) throws Exception {
        out.writeByteArray(field, message(content));
    }

    /// A `Label` of the first version in a field, for each pair.
    static void labels(CodedOutputStream out, int field, String... pairs) throws Exception {
        for (int i = 0; i < pairs.length; i += 2) {
            String name = pairs[i];
            String value = pairs[i + 1];
            nested(
                    out,
                    field,
                    label -> {
                        label.writeString(1, name);
                        label.writeString(2, value);
                    });
        }
    }

    static void sample(CodedOutputStream out, double value, long timeMs) throws Exception {
        nested(
                out,
                2,
                sample -> {
                    sample.writeDouble(1, value);
                    sample.writeInt64(2, timeMs);
                });
    }

    /// A table of symbols of the second version.
    static final class Symbols {
        private final List<String> all = new ArrayList<>(List.of(""));

        int of(String text) {
            int found = all.indexOf(text);
            if (found >= 0) {
                return found;
            }
            all.add(text);
            return all.size() - 1;
        }

        void write(CodedOutputStream out) throws Exception {
            for (String symbol : all) {
                out.writeString(4, symbol);
            }
        }
    }

    /// Packed references to symbols.
    static void references(CodedOutputStream out, int field, int... references) throws Exception {
        nested(
                out,
                field,
                packed -> {
                    for (int reference : references) {
                        packed.writeUInt32NoTag(reference);
                    }
                });
    }

    static byte[] snappy(byte[] plain) {
        SnappyJavaCompressor compressor = new SnappyJavaCompressor();
        byte[] target = new byte[compressor.maxCompressedLength(plain.length)];
        int size = compressor.compress(plain, 0, plain.length, target, 0, target.length);
        return Arrays.copyOf(target, size);
    }
}
