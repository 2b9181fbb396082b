package dev.trine.protocol.tinyobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveUpdatesTest {
    private TinyobsServer server;
    private HttpClient client;

    @BeforeEach
    void start() throws Exception {
        server = new TinyobsServer();
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        server.close();
    }

    /// What a socket was told: texts, `pong`, `closed 1001`.
    private static final class Heard implements WebSocket.Listener {
        final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                events.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            events.add("pong " + message.remaining());
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            events.add("closed " + status);
            return null;
        }

        String next() throws InterruptedException {
            return String.valueOf(events.poll(15, TimeUnit.SECONDS));
        }
    }

    private URI uri() {
        return URI.create(server.uri("/v1/ws").toString().replace("http", "ws"));
    }

    private WebSocket connect(Heard heard, String origin) throws Exception {
        WebSocket.Builder builder = client.newWebSocketBuilder();
        if (!origin.isEmpty()) {
            builder.header("Origin", origin);
        }
        return builder.buildAsync(uri(), heard).get(10, TimeUnit.SECONDS);
    }

    @Test
    void tellsWhatHasComeInTheLastMinuteUntilTheServerEnds() throws Exception {
        String body =
                "{\"metrics\":[{\"name\":\"cpu\",\"type\":\"gauge\",\"value\":0.5,\"labels\":{\"host\":\"a\"}},"
                        + "{\"name\":\"old\",\"value\":1,\"timestamp\":\"2023-11-14T23:12:00Z\"}]}";
        assertThat(server.send("POST", "/ingest", body).statusCode()).isEqualTo(200);
        Heard heard = new Heard();
        String own = server.uri("").toString();
        WebSocket socket = connect(heard, own);
        socket.sendPing(ByteBuffer.wrap(new byte[] {1, 2, 3})).get(5, TimeUnit.SECONDS);
        assertThat(heard.next()).isEqualTo("pong 3");
        JsonObject update = JsonParser.parseString(heard.next()).getAsJsonObject();
        assertThat(update)
                .hasToString(
                        "{\"type\":\"metrics_update\",\"timestamp\":1700003600,\"metrics\":[{\"name\":\"cpu\","
                                + "\"type\":\"gauge\",\"value\":0.5,\"labels\":{\"host\":\"a\"},"
                                + "\"timestamp\":\"2023-11-14T23:13:20.000Z\"}],\"count\":1,\"total\":1}");
        assertThat(JsonParser.parseString(heard.next()).getAsJsonObject()).isEqualTo(update);
        server.endUpdates();
        assertThat(heard.next()).isEqualTo("closed 1001");
    }

    @Test
    void pagesOfOtherOriginsMayNotListen() throws Exception {
        String own = server.uri("").toString();
        String otherPort = own.substring(0, own.lastIndexOf(':')) + ":1";
        for (String origin : List.of("https://evil.example", otherPort, "null", "file://")) {
            assertThatThrownBy(() -> connect(new Heard(), origin))
                    .as(origin)
                    .hasCauseInstanceOf(WebSocketHandshakeException.class)
                    .satisfies(refused -> {
                        HttpResponse<?> answer =
                                ((WebSocketHandshakeException) refused.getCause()).getResponse();
                        assertThat(answer.statusCode()).isEqualTo(403);
                    });
        }
        connect(new Heard(), "").abort();
    }

    @Test
    void aPlainRequestIsToldToBeASocket() throws Exception {
        HttpResponse<String> answer = server.get("/v1/ws");
        assertThat(answer.statusCode()).isEqualTo(426);
        assertThat(answer.headers().firstValue("Upgrade")).hasValue("websocket");
        assertThat(answer.body()).contains("connect with ws://");
    }
}
