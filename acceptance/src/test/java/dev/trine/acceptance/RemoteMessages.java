package dev.trine.acceptance;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Messages of Prometheus's remote protocols, written field by field.
final class RemoteMessages {
    private interface Content {
        void write(CodedOutputStream out) throws Exception;
    }

    private RemoteMessages() {}

    private static byte[] message(Content content) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        content.write(out);
        out.flush();
        return bytes.toByteArray();
    }

    private static void nested(CodedOutputStream out, int field, Content content) throws Exception {
        out.writeByteArray(field, message(content));
    }

    private static void label(CodedOutputStream out, String name, String value) throws Exception {
        nested(
                out,
                1,
                label -> {
                    label.writeString(1, name);
                    label.writeString(2, value);
                });
    }

    /// A write request with three float histograms of one series, a second apart.
    static byte[] histograms(String name, long firstMs) throws Exception {
        return message(out ->
                nested(
                        out,
                        1,
                        series -> {
                            label(series, "__name__", name);
                            for (int i = 0; i < 3; i++) {
                                int number = i;
                                nested(
                                        series,
                                        4,
                                        histogram -> histogram(histogram, number, firstMs));
                            }
                        }));
    }

    private static void histogram(CodedOutputStream out, int number, long firstMs)
            throws Exception {
        out.writeDouble(2, 8 + 4 * number);
        out.writeDouble(3, 12.5 + number);
        out.writeSInt32(4, 1);
        out.writeDouble(5, 0.001);
        out.writeDouble(7, 1 + number);
        span(out, 8, -2, 1);
        out.writeDouble(10, 2 + number);
        span(out, 11, 0, 2);
        span(out, 11, 3, 1);
        out.writeDouble(13, 1 + number);
        out.writeDouble(13, 1.5);
        out.writeDouble(13, 2.5 + number);
        out.writeInt64(15, firstMs + 1_000L * number + number * number);
    }

    private static void span(CodedOutputStream out, int field, int offset, int length)
            throws Exception {
        nested(
                out,
                field,
                span -> {
                    span.writeSInt32(1, offset);
                    span.writeUInt32(2, length);
                });
    }

    /// A read request for streamed chunks of the series of one name.
    static byte[] readChunks(String name, long fromMs, long toMs) throws Exception {
        return message(out -> {
            nested(
                    out,
                    1,
                    query -> {
                        query.writeInt64(1, fromMs);
                        query.writeInt64(2, toMs);
                        nested(
                                query,
                                3,
                                matcher -> {
                                    matcher.writeString(2, "__name__");
                                    matcher.writeString(3, name);
                                });
                    });
            out.writeEnum(2, 1);
        });
    }

    static HttpRequest.Builder post(URI uri, byte[] plain) {
        SnappyJavaCompressor compressor = new SnappyJavaCompressor();
        byte[] target = new byte[compressor.maxCompressedLength(plain.length)];
        int size = compressor.compress(plain, 0, plain.length, target, 0, target.length);
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-protobuf")
                .header("Content-Encoding", "snappy")
                .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                .header("X-Prometheus-Remote-Read-Version", "0.1.0")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Arrays.copyOf(target, size)));
    }

    /// The chunks of a streamed answer: first and last time, encoding, data in hexadecimal digits without
    /// zeros at the end, of which older versions write one byte more.
    static List<String> chunks(byte[] stream) throws Exception {
        List<String> chunks = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(stream);
        while (in.hasRemaining()) {
            int length = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = in.get();
                length |= (next & 0x7F) << shift;
                if (next >= 0) {
                    break;
                }
            }
            in.getInt();
            byte[] frame = new byte[length];
            in.get(frame);
            for (byte[] series : fields(frame, 1)) {
                for (byte[] chunk : fields(series, 2)) {
                    chunks.add(chunk(chunk));
                }
            }
        }
        return chunks;
    }

    private static List<byte[]> fields(byte[] message, int field) throws Exception {
        List<byte[]> found = new ArrayList<>();
        CodedInputStream in = CodedInputStream.newInstance(message);
        while (!in.isAtEnd()) {
            int tag = in.readTag();
            if (tag == (field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                found.add(in.readByteArray());
            } else {
                in.skipField(tag);
            }
        }
        return found;
    }

    private static String chunk(byte[] message) throws Exception {
        CodedInputStream in = CodedInputStream.newInstance(message);
        StringBuilder out = new StringBuilder();
        while (!in.isAtEnd()) {
            int tag = in.readTag();
            out.append(
                    WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT
                            ? in.readInt64() + " "
                            : HexFormat.of().formatHex(in.readByteArray()));
        }
        return out.toString().replaceFirst("(00)+$", "");
    }
}
