package dev.trine.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.trine.net.Routes;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The OpenAPI document is complete and says nothing that isn't.
class OpenApiTest {
    @Test
    void everyRouteIsDocumentedAndEveryDocumentedRouteExists() throws Exception {
        TreeSet<String> documented = new TreeSet<>();
        JsonObject paths = new OpenApiDocument().json.getAsJsonObject("paths");
        for (Map.Entry<String, JsonElement> path : paths.entrySet()) {
            for (String method : path.getValue().getAsJsonObject().keySet()) {
                if (!method.equals("parameters")) {
                    documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                }
            }
        }
        TreeSet<String> routed = new TreeSet<>();
        try (ApiServer server = new ApiServer(ApiServer.LIMITS)) {
            for (Routes.Route route : server.routes.all()) {
                routed.add(route.method() + " " + route.pattern().replace("...}", "}"));
            }
        }
        assertThat(routed).isEqualTo(documented);
    }

    @Test
    void theDocumentedParametersAreExactlyThoseThatAreTaken() throws Exception {
        JsonObject document = new OpenApiDocument().json;
        JsonObject parameters =
                document.getAsJsonObject("components").getAsJsonObject("parameters");
        try (ApiServer server = new ApiServer(ApiServer.LIMITS)) {
            JsonObject paths = document.getAsJsonObject("paths");
            for (Map.Entry<String, JsonElement> path : paths.entrySet()) {
                JsonObject get = path.getValue().getAsJsonObject().getAsJsonObject("get");
                if (get == null
                        || path.getKey().equals("/v1/ws")
                        || path.getKey().startsWith("/api/opamp")
                        || path.getKey().equals("/admin/alerts")
                        || path.getKey().equals("/openapi.json")
                        || path.getKey().equals("/api/traces/{traceId}")) {
                    continue;
                }
                TreeSet<String> names = new TreeSet<>();
                if (get.has("parameters")) {
                    for (JsonElement reference : get.getAsJsonArray("parameters")) {
                        String key =
                                reference
                                        .getAsJsonObject()
                                        .get("$ref")
                                        .getAsString()
                                        .replaceAll(".*/", "");
                        JsonObject parameter = parameters.getAsJsonObject(key);
                        if (parameter.get("in").getAsString().equals("query")) {
                            names.add(parameter.get("name").getAsString().replace("KEY", ""));
                        }
                    }
                }
                String refusal =
                        server.get(path.getKey().replaceAll("[{}]", "") + "?nonsense=1").body();
                assertThat(
                                JsonParser.parseString(refusal)
                                        .getAsJsonObject()
                                        .get("error")
                                        .getAsString())
                        .isEqualTo(
                                path.getKey().startsWith("/v1/")
                                        ? "unknown parameter nonsense (expected one of: "
                                                + String.join(", ", names)
                                                + ")"
                                        : "nonsense: '' (expected: one of the parameters "
                                                + names
                                                + ")");
            }
        }
    }

    @Test
    void theDocumentIsServed() throws Exception {
        try (ApiServer server = new ApiServer(ApiServer.LIMITS)) {
            assertThat(server.get("/openapi.json").body())
                    .isEqualTo(ApiServer.resource("openapi.json"));
        }
    }

    @Test
    void everyOperationHasASchemaAndAnExampleThatIsValid() throws Exception {
        OpenApiDocument document = new OpenApiDocument();
        for (OpenApiDocument.Operation operation : document.operations()) {
            JsonObject answer = operation.answer();
            String name = operation.method() + " " + operation.path();
            assertThat(answer.keySet()).as(name).contains("schema", "example");
            assertThat(answer.getAsJsonObject("schema").size()).as(name).isPositive();
            if (operation.type().equals("text/event-stream")) {
                assertEventsAreValid(
                        document, answer.get("example").getAsString().lines().toList());
            } else {
                assertThat(
                                document.violation(
                                        answer.getAsJsonObject("schema"), answer.get("example")))
                        .as(name)
                        .isEmpty();
            }
        }
    }

    @Test
    void theServerAnswersEveryOperationAsTheDocumentSays() throws Exception {
        OpenApiDocument document = new OpenApiDocument();
        try (ApiServer server = new ApiServer(ApiServer.LIMITS)) {
            server.load("shop.traces.textproto");
            server.load("shop.logs.textproto");
            server.load("shop.metrics.textproto");
            for (OpenApiDocument.Operation operation : document.operations()) {
                if (!operation.type().equals("text/event-stream")) {
                    String path = document.request(operation);
                    HttpResponse<String> answer =
                            server.send(operation.method(), path, operation.body());
                    assertThat(answer.statusCode()).as(path).isEqualTo(operation.status());
                    assertThat(
                                    document.violation(
                                            operation.answer().getAsJsonObject("schema"),
                                            JsonParser.parseString(answer.body())))
                            .as(path)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void theServerStreamsEventsAsTheDocumentSays() throws Exception {
        try (ApiServer server = new ApiServer(ApiServer.LIMITS)) {
            HttpResponse<InputStream> answer =
                    server.get("/api/logs/stream", HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader events =
                    new BufferedReader(
                            new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                events.readLine();
                events.readLine();
                server.load("shop.logs.textproto");
                assertEventsAreValid(
                        new OpenApiDocument(), List.of(events.readLine(), events.readLine()));
            }
        }
    }

    /// `event: logs` and `event: dropped`, each with the data that belongs to it.
    private static void assertEventsAreValid(OpenApiDocument document, List<String> lines) {
        JsonObject record = new JsonObject();
        record.addProperty("$ref", "#/components/schemas/LogRecord");
        String event = "";
        int events = 0;
        for (String line : lines) {
            if (line.startsWith("event: ")) {
                event = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                JsonElement data = JsonParser.parseString(line.substring("data: ".length()));
                if (event.equals("logs")) {
                    for (JsonElement one : data.getAsJsonArray()) {
                        assertThat(document.violation(record, one)).isEmpty();
                    }
                } else {
                    assertThat(event).isEqualTo("dropped");
                    assertThat(data.getAsJsonObject().keySet()).containsExactly("count");
                }
                events++;
            }
        }
        assertThat(events).isPositive();
    }
}
