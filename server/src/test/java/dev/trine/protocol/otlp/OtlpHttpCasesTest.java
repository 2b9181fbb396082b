package dev.trine.protocol.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every line of `http_cases.jsonl` over the wire.
class OtlpHttpCasesTest {
    /// Where Trine differs from what the Collector was observed to do, and why.
    private static final Map<String, Integer> CHOSEN =
            Map.of(
                    // An empty request is a success, in either encoding.
                    "json empty body", 200,
                    // A record without a valid id is refused by partial success, not with its
                    // request.
                    "json short trace id (8 bytes)", 200,
                    "json empty trace id", 200,
                    "json all-zero trace id", 200,
                    // Says what it is: no coding.
                    "identity encoding", 200,
                    // 415 names the problem; RFC 9110, section 15.5.16.
                    "unknown encoding", 415);

    private static OtlpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void open() throws Exception {
        server = new OtlpServer();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    static List<Named<Struct>> cases() throws Exception {
        List<Named<Struct>> cases = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        OtlpHttpCasesTest.class.getResourceAsStream(
                                                "/conformance/otlp/http_cases.jsonl")),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Struct.Builder one = Struct.newBuilder();
                JsonFormat.parser().merge(line, one);
                cases.add(Named.of(text(one.build(), "name"), one.build()));
            }
        }
        assertThat(cases).hasSize(35);
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answers(Struct one) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url(text(one, "path"))));
        if (one.getFieldsOrThrow("content_type").hasStringValue()) {
            request.header("Content-Type", text(one, "content_type"));
        }
        for (Map.Entry<String, Value> header :
                one.getFieldsOrThrow("headers").getStructValue().getFieldsMap().entrySet()) {
            request.header(header.getKey(), header.getValue().getStringValue());
        }
        request.method(text(one, "method"), HttpRequest.BodyPublishers.ofByteArray(body(one)));

        HttpResponse<String> answer =
                client.send(request.build(), HttpResponse.BodyHandlers.ofString());

        int observed = (int) one.getFieldsOrThrow("observed_status").getNumberValue();
        int expected = CHOSEN.getOrDefault(text(one, "name"), observed);
        if (!text(one, "level").equals("observed")) {
            assertThat(expected).isEqualTo(observed);
        }
        assertThat(answer.statusCode()).isEqualTo(expected);
        String sent = text(one, "content_type");
        if (sent.startsWith("application/") && expected != 404 && expected != 405) {
            assertThat(answer.headers().firstValue("Content-Type"))
                    .contains(sent.replaceFirst(";.*", ""));
        }
        if (CHOSEN.containsKey(text(one, "name")) && text(one, "name").contains("trace id")) {
            assertThat(answer.body()).contains("\"rejectedSpans\":\"1\"").contains("trace id");
        }
    }

    private static byte[] body(Struct one) {
        return one.containsFields("body_base64")
                ? Base64.getDecoder().decode(text(one, "body_base64"))
                : text(one, "body").getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Struct one, String field) {
        return one.getFieldsOrDefault(field, Value.getDefaultInstance()).getStringValue();
    }
}
