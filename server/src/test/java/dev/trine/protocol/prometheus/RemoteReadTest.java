package dev.trine.protocol.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.trine.storage.StorageOptions;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Remote read over HTTP, its messages written and read with protobuf's own codec.
class RemoteReadTest {
    private static final long T = 1_700_000_000_000L;
    private static final int EQUAL = 0;
    private static final int REGEX = 2;

    @TempDir private Path folder;
    private PrometheusServer server;

    @BeforeEach
    void start() throws Exception {
        server = new PrometheusServer(folder, StorageOptions.Mode.MEMORY);
        byte[] body =
                WriteMessages.message(out -> {
                    WriteMessages.nested(
                            out,
                            1,
                            one -> {
                                WriteMessages.labels(one, 1, "__name__", "up", "job", "b");
                                for (int i = 0; i < 300; i++) {
                                    WriteMessages.sample(one, i, T - 300_000 + i * 1_000L);
                                }
                            });
                    WriteMessages.nested(
                            out,
                            1,
                            one -> {
                                WriteMessages.labels(one, 1, "__name__", "up", "job", "a");
                                WriteMessages.sample(one, 0.5, T);
                            });
                    WriteMessages.nested(
                            out,
                            1,
                            one -> {
                                WriteMessages.labels(one, 1, "__name__", "sizes");
                                WriteMessages.nested(one, 4, WriteMessagesHistogram::exponential);
                            });
                });
        assertThat(server.write(WriteMessages.snappy(body)).statusCode()).isEqualTo(204);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void matcher(CodedOutputStream query, int type, String name, String value)
            throws Exception {
        WriteMessages.nested(
                query,
                3,
                matcher -> {
                    matcher.writeEnum(1, type);
                    matcher.writeString(2, name);
                    matcher.writeString(3, value);
                });
    }

    private static byte[] request(long startMs, long endMs, int type, String value, int... answers)
            throws Exception {
        return WriteMessages.snappy(
                WriteMessages.message(out -> {
                    WriteMessages.nested(
                            out,
                            1,
                            query -> {
                                query.writeInt64(1, startMs);
                                query.writeInt64(2, endMs);
                                matcher(query, type, "__name__", value);
                                WriteMessages.nested(
                                        query, 4, hints -> hints.writeString(2, "rate"));
                            });
                    for (int answer : answers) {
                        out.writeEnum(2, answer);
                    }
                }));
    }

    private HttpResponse<byte[]> read(byte[] body) throws Exception {
        return server.post(
                "/api/v1/read",
                body,
                "Content-Type",
                "application/x-protobuf",
                "Content-Encoding",
                "snappy",
                "X-Prometheus-Remote-Read-Version",
                "0.1.0");
    }

    /// A message as lines of field numbers and values, nested ones indented by their path.
    private static List<String> fields(byte[] message, String... nested) throws Exception {
        List<String> lines = new ArrayList<>();
        fields(CodedInputStream.newInstance(message), "", List.of(nested), lines);
        return lines;
    }

    private static void fields(
            CodedInputStream in, String path, List<String> nested, List<String> lines)
            throws Exception {
        while (!in.isAtEnd()) {
            int tag = in.readTag();
            String here = path + "/" + WireFormat.getTagFieldNumber(tag);
            switch (WireFormat.getTagWireType(tag)) {
                case WireFormat.WIRETYPE_VARINT -> lines.add(here + "=" + in.readInt64());
                case WireFormat.WIRETYPE_FIXED64 -> lines.add(here + "=" + in.readDouble());
                default -> {
                    byte[] bytes = in.readByteArray();
                    if (nested.contains(here)) {
                        lines.add(here);
                        fields(CodedInputStream.newInstance(bytes), here, nested, lines);
                    } else {
                        lines.add(here + "=" + new String(bytes, StandardCharsets.UTF_8));
                    }
                }
            }
        }
    }

    private static byte[] inflated(byte[] block) {
        byte[] plain = new byte[1 << 20];
        int size =
                new SnappyJavaDecompressor()
                        .decompress(block, 0, block.length, plain, 0, plain.length);
        return Arrays.copyOf(plain, size);
    }

    @Test
    void samplesOfTheRangeSortedBySeries() throws Exception {
        HttpResponse<byte[]> answer = read(request(T - 2_000, T, EQUAL, "up"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-protobuf");
        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("snappy");
        assertThat(fields(inflated(answer.body()), "/1", "/1/1", "/1/1/1", "/1/1/2"))
                .containsExactly(
                        "/1",
                        "/1/1",
                        "/1/1/1",
                        "/1/1/1/1=__name__",
                        "/1/1/1/2=up",
                        "/1/1/1",
                        "/1/1/1/1=job",
                        "/1/1/1/2=a",
                        "/1/1/2",
                        "/1/1/2/1=0.5",
                        "/1/1/2/2=" + T,
                        "/1/1",
                        "/1/1/1",
                        "/1/1/1/1=__name__",
                        "/1/1/1/2=up",
                        "/1/1/1",
                        "/1/1/1/1=job",
                        "/1/1/1/2=b",
                        "/1/1/2",
                        "/1/1/2/1=298.0",
                        "/1/1/2/2=" + (T - 2_000),
                        "/1/1/2",
                        "/1/1/2/1=299.0",
                        "/1/1/2/2=" + (T - 1_000));
    }

    @Test
    void aNativeHistogram() throws Exception {
        HttpResponse<byte[]> answer = read(request(T, T + 60_000, EQUAL, "sizes", 0));
        assertThat(fields(inflated(answer.body()), "/1", "/1/1", "/1/1/4", "/1/1/4/8", "/1/1/4/11"))
                .contains(
                        "/1/1/4/2=7.0",
                        "/1/1/4/3=12.5",
                        "/1/1/4/5=0.001",
                        "/1/1/4/7=2.0",
                        "/1/1/4/15=1700000010000");
    }

    @Test
    void theFirstFormThatIsKnownWins() throws Exception {
        HttpResponse<byte[]> answer = read(request(T - 300_000, T, REGEX, "u.", 9, 1, 0));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse");
        List<byte[]> frames = frames(answer.body());
        assertThat(frames).hasSize(2);
        assertThat(fields(frames.get(0), "/1", "/1/1"))
                .contains("/1/1/2=a", "/2=0")
                .doesNotContain("/1/1/2=b");
        assertThat(fields(frames.get(1), "/1", "/1/1", "/1/2"))
                .filteredOn(line -> line.startsWith("/1/2/1=") || line.startsWith("/1/2/2="))
                .containsExactly(
                        "/1/2/1=" + (T - 300_000),
                        "/1/2/2=" + (T - 181_000),
                        "/1/2/1=" + (T - 180_000),
                        "/1/2/2=" + (T - 61_000),
                        "/1/2/1=" + (T - 60_000),
                        "/1/2/2=" + (T - 1_000));
    }

    private static List<byte[]> frames(byte[] stream) {
        List<byte[]> frames = new ArrayList<>();
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
            int expected = in.getInt();
            byte[] frame = new byte[length];
            in.get(frame);
            CRC32C checksum = new CRC32C();
            checksum.update(frame);
            assertThat((int) checksum.getValue()).isEqualTo(expected);
            frames.add(frame);
        }
        return frames;
    }

    @Test
    void whatIsNoRequest() throws Exception {
        assertThat(read(WriteMessages.snappy(new byte[] {10, 100, 1})).statusCode()).isEqualTo(400);
        assertThat(read("garbage".getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(400);
        HttpResponse<byte[]> unknown = read(request(0, T, EQUAL, "up", 7));
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(new String(unknown.body(), StandardCharsets.UTF_8))
                .contains("server does not support any of the requested response types");
        assertThat(read(request(0, T, REGEX, "u(")).statusCode()).isEqualTo(400);
        assertThat(read(request(0, T, 4, "up")).statusCode()).isEqualTo(400);
        assertThat(server.send("GET", "/api/v1/read").statusCode()).isEqualTo(405);
    }
}
