package dev.trine.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Map;

/// The OpenAPI document, as a judge of answers.
final class OpenApiDocument {
    final JsonObject json;
    private final OpenApiSchemas schemas;

    OpenApiDocument() throws Exception {
        json = JsonParser.parseString(ApiServer.resource("openapi.json")).getAsJsonObject();
        schemas = new OpenApiSchemas(json);
    }

    /// Why an answer is not what the document says, or "".
    String violation(String method, String path, int status, String body) {
        JsonObject response = response(method, path, status);
        if (response == null) {
            return method + " " + path + " may not answer " + status;
        }
        JsonObject schema =
                response.getAsJsonObject("content")
                        .getAsJsonObject("application/json")
                        .getAsJsonObject("schema");
        return schemas.violation(schema, JsonParser.parseString(body), "$");
    }

    private JsonObject response(String method, String path, int status) {
        for (Map.Entry<String, JsonElement> one : json.getAsJsonObject("paths").entrySet()) {
            if (matches(one.getKey(), path)) {
                return one.getValue()
                        .getAsJsonObject()
                        .getAsJsonObject(method.toLowerCase(java.util.Locale.ROOT))
                        .getAsJsonObject("responses")
                        .getAsJsonObject(Integer.toString(status));
            }
        }
        return null;
    }

    /// Literal paths come before those with a name in the same place, as in the routes.
    private static boolean matches(String template, String path) {
        String plain = path.replaceAll("\\?.*", "");
        String pattern = template.replace("{path}", ".+").replaceAll("\\{[^}]+}", "[^/]+");
        return plain.matches(pattern);
    }
}
