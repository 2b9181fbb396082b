package dev.trine.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Validates JSON against the schemas of an OpenAPI 3.1 document: the part of JSON Schema 2020-12
/// that ours uses. A keyword it does not know fails, so that nothing goes unchecked.
final class OpenApiSchemas {
    private static final Set<String> NOTES = Set.of("description", "examples", "default");

    private final JsonObject document;

    OpenApiSchemas(JsonObject document) {
        this.document = document;
    }

    /// Why a value is not valid, or "".
    String violation(JsonObject schema, JsonElement value, String at) {
        for (Map.Entry<String, JsonElement> keyword : schema.entrySet()) {
            String violation = keyword(schema, keyword.getKey(), keyword.getValue(), value, at);
            if (!violation.isEmpty()) {
                return violation;
            }
        }
        return "";
    }

    private String keyword(
            JsonObject schema, String keyword, JsonElement wanted, JsonElement value, String at) {
        return switch (keyword) {
            case "$ref" -> violation(resolve(wanted.getAsString()), value, at);
            case "allOf" -> allOf(wanted.getAsJsonArray(), value, at);
            case "oneOf" -> oneOf(wanted.getAsJsonArray(), value, at);
            case "type" -> check(isType(wanted, value), at, value, "type " + wanted);
            case "enum" ->
                    check(wanted.getAsJsonArray().contains(value), at, value, "one of " + wanted);
            case "pattern" ->
                    check(
                            !isString(value)
                                    || Pattern.compile(wanted.getAsString())
                                            .matcher(value.getAsString())
                                            .find(),
                            at,
                            value,
                            "pattern " + wanted);
            case "minimum" ->
                    check(
                            !isNumber(value) || value.getAsDouble() >= wanted.getAsDouble(),
                            at,
                            value,
                            ">= " + wanted);
            case "maximum" ->
                    check(
                            !isNumber(value) || value.getAsDouble() <= wanted.getAsDouble(),
                            at,
                            value,
                            "<= " + wanted);
            case "maxProperties" ->
                    check(
                            !value.isJsonObject()
                                    || value.getAsJsonObject().size() <= wanted.getAsInt(),
                            at,
                            value,
                            "at most " + wanted + " fields");
            case "items" -> items(wanted.getAsJsonObject(), value, at);
            case "properties" -> properties(wanted.getAsJsonObject(), value, at);
            case "required" -> required(wanted.getAsJsonArray(), value, at);
            case "additionalProperties" -> additional(schema, wanted, value, at);
            default -> NOTES.contains(keyword) ? "" : at + ": keyword " + keyword + " is not known";
        };
    }

    private JsonObject resolve(String reference) {
        JsonElement found = document;
        for (String step : reference.substring("#/".length()).split("/")) {
            found = found.getAsJsonObject().get(step);
            if (found == null) {
                throw new AssertionError("dangling reference: " + reference);
            }
        }
        return found.getAsJsonObject();
    }

    private String allOf(JsonArray schemas, JsonElement value, String at) {
        for (JsonElement schema : schemas) {
            String violation = violation(schema.getAsJsonObject(), value, at);
            if (!violation.isEmpty()) {
                return violation;
            }
        }
        return "";
    }

    private String oneOf(JsonArray schemas, JsonElement value, String at) {
        int valid = 0;
        for (JsonElement schema : schemas) {
            valid += violation(schema.getAsJsonObject(), value, at).isEmpty() ? 1 : 0;
        }
        return check(valid == 1, at, value, "exactly one of " + schemas + ", is " + valid);
    }

    private String items(JsonObject schema, JsonElement value, String at) {
        if (value.isJsonArray()) {
            int index = 0;
            for (JsonElement item : value.getAsJsonArray()) {
                String violation = violation(schema, item, at + "[" + index++ + "]");
                if (!violation.isEmpty()) {
                    return violation;
                }
            }
        }
        return "";
    }

    private String properties(JsonObject schemas, JsonElement value, String at) {
        if (value.isJsonObject()) {
            for (Map.Entry<String, JsonElement> field : value.getAsJsonObject().entrySet()) {
                JsonElement schema = schemas.get(field.getKey());
                String violation =
                        schema == null
                                ? ""
                                : violation(
                                        schema.getAsJsonObject(),
                                        field.getValue(),
                                        at + "." + field.getKey());
                if (!violation.isEmpty()) {
                    return violation;
                }
            }
        }
        return "";
    }

    private static String required(JsonArray names, JsonElement value, String at) {
        if (value.isJsonObject()) {
            for (JsonElement name : names) {
                if (!value.getAsJsonObject().has(name.getAsString())) {
                    return at + "." + name.getAsString() + ": absent (expected: present)";
                }
            }
        }
        return "";
    }

    private String additional(JsonObject schema, JsonElement wanted, JsonElement value, String at) {
        if (!value.isJsonObject()) {
            return "";
        }
        Set<String> known = new HashSet<>();
        if (schema.has("properties")) {
            known.addAll(schema.getAsJsonObject("properties").keySet());
        }
        for (Map.Entry<String, JsonElement> field : value.getAsJsonObject().entrySet()) {
            String where = at + "." + field.getKey();
            if (!known.contains(field.getKey())) {
                String violation =
                        wanted.isJsonObject()
                                ? violation(wanted.getAsJsonObject(), field.getValue(), where)
                                : check(wanted.getAsBoolean(), where, field.getValue(), "absent");
                if (!violation.isEmpty()) {
                    return violation;
                }
            }
        }
        return "";
    }

    private static boolean isType(JsonElement wanted, JsonElement value) {
        if (wanted.isJsonArray()) {
            for (JsonElement type : wanted.getAsJsonArray()) {
                if (isType(type, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (wanted.getAsString()) {
            case "object" -> value.isJsonObject();
            case "array" -> value.isJsonArray();
            case "string" -> isString(value);
            case "boolean" -> value instanceof JsonPrimitive p && p.isBoolean();
            case "null" -> value.isJsonNull();
            case "number" -> isNumber(value);
            case "integer" -> isNumber(value) && value.getAsString().matches("-?[0-9]+");
            default -> throw new AssertionError("type " + wanted);
        };
    }

    private static boolean isString(JsonElement value) {
        return value instanceof JsonPrimitive p && p.isString();
    }

    private static boolean isNumber(JsonElement value) {
        return value instanceof JsonPrimitive p && p.isNumber();
    }

    private static String check(boolean valid, String at, JsonElement value, String expected) {
        return valid ? "" : at + ": " + value + " (expected: " + expected + ")";
    }
}
