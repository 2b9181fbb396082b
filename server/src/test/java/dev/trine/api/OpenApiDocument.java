package dev.trine.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The OpenAPI document, as a judge of answers.
final class OpenApiDocument {
    final JsonObject json;
    private final OpenApiSchemas schemas;

    OpenApiDocument() throws Exception {
        json = JsonParser.parseString(ApiServer.resource("openapi.json")).getAsJsonObject();
        schemas = new OpenApiSchemas(json);
    }

    /// An operation of the document.
    ///
    /// @param path as the document has it, with names in braces
    record Operation(String method, String path, JsonObject json) {
        /// What it answers when all goes well; of some, that it is not built yet, or no plain request.
        int status() {
            JsonObject responses = json.getAsJsonObject("responses");
            return responses.has("200") ? 200 : responses.has("426") ? 426 : 501;
        }

        /// The example of its body; empty when it has none.
        String body() {
            return json.has("requestBody")
                    ? json.getAsJsonObject("requestBody")
                            .getAsJsonObject("content")
                            .getAsJsonObject("application/json")
                            .get("example")
                            .toString()
                    : "";
        }

        /// The media type of that answer.
        String type() {
            return content().keySet().iterator().next();
        }

        /// Schema and example of that answer.
        JsonObject answer() {
            return content().getAsJsonObject(type());
        }

        private JsonObject content() {
            return json.getAsJsonObject("responses")
                    .getAsJsonObject(Integer.toString(status()))
                    .getAsJsonObject("content");
        }
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonElement> path : json.getAsJsonObject("paths").entrySet()) {
            for (Map.Entry<String, JsonElement> one :
                    path.getValue().getAsJsonObject().entrySet()) {
                if (!one.getKey().equals("parameters")) {
                    operations.add(
                            new Operation(
                                    one.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    one.getValue().getAsJsonObject()));
                }
            }
        }
        return operations;
    }

    /// Why a value is not what a schema says, or "".
    String violation(JsonObject schema, JsonElement value) {
        return schemas.violation(schema, value, "$");
    }

    /// A request for an operation, made of the examples of its parameters: those in the path and those
    /// that are required.
    String request(Operation operation) {
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        JsonObject shared = json.getAsJsonObject("paths").getAsJsonObject(path);
        for (JsonObject holder : List.of(shared, operation.json())) {
            if (holder.has("parameters")) {
                for (JsonElement one : holder.getAsJsonArray("parameters")) {
                    JsonObject parameter = resolved(one.getAsJsonObject());
                    String name = parameter.get("name").getAsString();
                    if (parameter.get("in").getAsString().equals("path")) {
                        path = path.replace("{" + name + "}", example(parameter));
                    } else if (parameter.has("required")) {
                        query.append(query.isEmpty() ? '?' : '&').append(name).append('=');
                        query.append(example(parameter));
                    }
                }
            }
        }
        return path + query;
    }

    private static String example(JsonObject parameter) {
        return parameter.get("example").getAsString();
    }

    private JsonObject resolved(JsonObject parameter) {
        return parameter.has("$ref")
                ? json.getAsJsonObject("components")
                        .getAsJsonObject("parameters")
                        .getAsJsonObject(parameter.get("$ref").getAsString().replaceAll(".*/", ""))
                : parameter;
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
                        .getAsJsonObject(method.toLowerCase(Locale.ROOT))
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
