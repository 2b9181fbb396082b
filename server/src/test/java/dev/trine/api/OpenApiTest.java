package dev.trine.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.trine.net.Routes;
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
                if (path.getKey().startsWith("/api/opamp")
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
                        .isEqualTo("nonsense: '' (expected: one of the parameters " + names + ")");
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
}
