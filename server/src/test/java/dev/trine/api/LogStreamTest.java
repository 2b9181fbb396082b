package dev.trine.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Log records as they arrive.
@Timeout(60)
class LogStreamTest {
    @Test
    void recordsThatMatchComeAsTheyArrive() throws Exception {
        try (ApiServer server = new ApiServer(ApiServer.LIMITS);
                BufferedReader events = open(server, "?service=backend&severity=warn")) {
            server.load("shop.logs.textproto");
            assertThat(events.readLine()).isEqualTo("event: logs");
            String data = events.readLine();
            assertThat(data).startsWith("data: [");
            JsonArray records = JsonParser.parseString(data.substring(6)).getAsJsonArray();
            List<String> severities = new ArrayList<>();
            records.forEach(
                    one -> severities.add(one.getAsJsonObject().get("severityText").getAsString()));
            assertThat(severities).containsExactly("SEVERE", "WARNING");
            assertThat(events.readLine()).isEmpty();
        }
    }

    @Test
    void aClientThatDoesNotReadMakesNobodyWaitAndIsToldWhatItMissed() throws Exception {
        try (ApiServer server = new ApiServer(ApiServer.LIMITS);
                Socket client = new Socket("127.0.0.1", server.uri("/").getPort())) {
            client.getOutputStream()
                    .write(
                            "GET /api/logs/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                    .getBytes(StandardCharsets.UTF_8));
            BufferedReader events =
                    new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            readUntil(events, ": following");
            String big = "x".repeat(60_000);
            String request =
                    "resource_logs { scope_logs { log_records { time_unix_nano: 1700000000000000000"
                            + " body { string_value: \""
                            + big
                            + "\" } } } }";
            for (int i = 0; i < 400; i++) {
                server.append("logs.textproto", request);
            }
            String line = readUntil(events, "data: {\"count\":");
            assertThat(Long.parseLong(line.replaceAll("\\D", ""))).isBetween(1L, 400L);
        }
    }

    @Test
    void streamsAreLimited() throws Exception {
        List<BufferedReader> open = new ArrayList<>();
        try (ApiServer server = new ApiServer(ApiServer.LIMITS)) {
            for (int i = 0; i < 64; i++) {
                open.add(open(server, ""));
            }
            HttpResponse<String> refused = server.get("/api/logs/stream");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body()).contains("64 clients follow the logs already");
            open.removeLast().close();
            server.append("logs.textproto", "resource_logs { scope_logs { log_records { } } }");
            while (server.get("/api/logs/stream", HttpResponse.BodyHandlers.ofInputStream())
                            .statusCode()
                    == 503) {
                server.append("logs.textproto", "resource_logs { scope_logs { log_records { } } }");
                Thread.sleep(20);
            }
        } finally {
            for (BufferedReader one : open) {
                one.close();
            }
        }
    }

    private static String readUntil(BufferedReader events, String start) throws Exception {
        String line = events.readLine();
        while (line != null && !line.startsWith(start)) {
            line = events.readLine();
        }
        assertThat(line).startsWith(start);
        return line;
    }

    private static BufferedReader open(ApiServer server, String query) throws Exception {
        HttpResponse<InputStream> answer =
                server.get("/api/logs/stream" + query, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        BufferedReader events =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        assertThat(events.readLine()).isEqualTo(": following");
        assertThat(events.readLine()).isEmpty();
        return events;
    }
}
