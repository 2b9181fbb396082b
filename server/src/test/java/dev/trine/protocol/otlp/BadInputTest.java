package dev.trine.protocol.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.trine.model.Signal;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every line of `bad_input.txt` over the wire.
class BadInputTest {
    private static OtlpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private record Line(
            Signal signal, String type, String body, int status, String rejected, long stored) {}

    @BeforeAll
    static void open() throws Exception {
        server = new OtlpServer();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    static List<Named<Line>> lines() throws Exception {
        String script =
                new String(
                        Objects.requireNonNull(
                                        BadInputTest.class.getResourceAsStream("bad_input.txt"))
                                .readAllBytes(),
                        StandardCharsets.UTF_8);
        List<Named<Line>> lines = new ArrayList<>();
        for (String line :
                script.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
            String[] parts = line.split("\\|", -1);
            for (int i = 0; i < parts.length; i++) {
                parts[i] = parts[i].strip();
            }
            lines.add(
                    Named.of(
                            parts[0],
                            new Line(
                                    Signal.valueOf(parts[1].toUpperCase(Locale.ROOT)),
                                    parts[2],
                                    parts[3],
                                    Integer.parseInt(parts[4]),
                                    parts[5],
                                    Long.parseLong(parts[6]))));
        }
        return lines;
    }

    @ParameterizedTest
    @MethodSource("lines")
    void answers(Line line) throws Exception {
        boolean json = line.type.equals("json") || line.body.equals("deep json");
        long before = server.ingest.accepted(line.signal);
        HttpResponse<byte[]> answer =
                client.send(
                        HttpRequest.newBuilder(URI.create(server.url("/v1/" + line.signal.label())))
                                .header(
                                        "Content-Type",
                                        json ? "application/json" : "application/x-protobuf")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body(line)))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(line.status);
        assertThat(server.ingest.accepted(line.signal) - before).isEqualTo(line.stored);
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        if (line.status != 200) {
            assertThat(text).contains("the request is not OTLP");
        } else if (line.rejected.equals("-")) {
            assertThat(text).isEqualTo(json ? "{}" : "");
        } else if (json) {
            assertThat(text)
                    .contains(
                            "\":\""
                                    + line.rejected
                                    + "\",\"errorMessage\":\""
                                    + line.rejected
                                    + " ");
        } else {
            assertThat(answer.body()[3]).isEqualTo((byte) Integer.parseInt(line.rejected));
        }
    }

    private static byte[] body(Line line) {
        return switch (line.type) {
            case "proto" -> HexFormat.of().parseHex(line.body);
            case "json" -> line.body.getBytes(StandardCharsets.UTF_8);
            case "made" -> made(line.body);
            default -> throw new IllegalArgumentException(line.type);
        };
    }

    private static byte[] made(String name) {
        return switch (name) {
            case "deep" -> log(deep(10_000));
            case "deep json" ->
                    ("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":"
                                    + "{\"arrayValue\":{\"values\":[".repeat(10_000)
                                    + "]}}".repeat(10_000)
                                    + "}]}]}]}")
                            .getBytes(StandardCharsets.UTF_8);
            case "invalid utf-8" ->
                    field(
                                    1,
                                    field(
                                            2,
                                            field(
                                                    2,
                                                    span().build()
                                                            .toByteString()
                                                            .concat(
                                                                    field(
                                                                            5,
                                                                            ByteString.copyFrom(
                                                                                    new byte[] {
                                                                                        (byte) 0xC3,
                                                                                        0x28
                                                                                    }))))))
                            .toByteArray();
            case "million attributes" -> spans(span(), millionAttributes());
            case "large body" ->
                    log(
                            AnyValue.newBuilder()
                                    .setStringValue("x".repeat(60_000_000))
                                    .build()
                                    .toByteString());
            default -> throw new IllegalArgumentException(name);
        };
    }

    /// An AnyValue that holds a list that holds an AnyValue and so on, encoded from the inside out.
    private static ByteString deep(int levels) {
        ByteString value = ByteString.EMPTY;
        for (int i = 0; i < levels; i++) {
            value = field(5, field(1, value));
        }
        return value;
    }

    private static ByteString field(int number, ByteString content) {
        java.io.ByteArrayOutputStream head = new java.io.ByteArrayOutputStream();
        head.write(number << 3 | 2);
        int size = content.size();
        while (size > 127) {
            head.write(size & 127 | 128);
            size >>>= 7;
        }
        head.write(size);
        return ByteString.copyFrom(head.toByteArray()).concat(content);
    }

    private static byte[] log(ByteString body) {
        ByteString record =
                LogRecord.newBuilder()
                        .setTimeUnixNano(1_795_180_000_000_000_000L)
                        .build()
                        .toByteString()
                        .concat(field(5, body));
        return field(1, field(2, field(2, record))).toByteArray();
    }

    private static Span.Builder span() {
        return Span.newBuilder()
                .setTraceId(
                        ByteString.copyFrom(
                                HexFormat.of().parseHex("5b8efff798038103d269b633813fc60c")))
                .setSpanId(ByteString.copyFrom(HexFormat.of().parseHex("eee19b7ec3c1b174")))
                .setStartTimeUnixNano(1_795_180_000_000_000_000L)
                .setEndTimeUnixNano(1_795_180_000_000_000_001L);
    }

    private static Span.Builder millionAttributes() {
        KeyValue attribute =
                KeyValue.newBuilder()
                        .setKey("k")
                        .setValue(AnyValue.newBuilder().setIntValue(1))
                        .build();
        Span.Builder span = span();
        for (int i = 0; i < 1_000_000; i++) {
            span.addAttributes(attribute);
        }
        return span;
    }

    private static byte[] spans(Span.Builder... spans) {
        ScopeSpans.Builder scope = ScopeSpans.newBuilder();
        for (Span.Builder span : spans) {
            scope.addSpans(span);
        }
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
                .build()
                .toByteArray();
    }
}
