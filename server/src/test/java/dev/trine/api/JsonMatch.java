package dev.trine.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;

/// Compares JSON and says where it differs.
public final class JsonMatch {
    private JsonMatch() {}

    /// Where `actual` differs from `expected`, or "".
    ///
    /// @param exactly whether objects may not have more fields than expected
    public static String difference(
            JsonElement expected, JsonElement actual, boolean exactly, String at) {
        if (expected.isJsonObject() && actual.isJsonObject()) {
            return objects(expected.getAsJsonObject(), actual.getAsJsonObject(), exactly, at);
        }
        if (expected.isJsonArray() && actual.isJsonArray()) {
            return arrays(expected.getAsJsonArray(), actual.getAsJsonArray(), exactly, at);
        }
        return expected.equals(actual) ? "" : at + ": " + actual + " (expected: " + expected + ")";
    }

    private static String objects(
            JsonObject expected, JsonObject actual, boolean exactly, String at) {
        for (Map.Entry<String, JsonElement> field : expected.entrySet()) {
            String where = at + "." + field.getKey();
            if (!actual.has(field.getKey())) {
                return where + ": absent (expected: " + field.getValue() + ")";
            }
            String difference =
                    difference(field.getValue(), actual.get(field.getKey()), exactly, where);
            if (!difference.isEmpty()) {
                return difference;
            }
        }
        for (String name : actual.keySet()) {
            if (exactly && !expected.has(name)) {
                return at + "." + name + ": " + actual.get(name) + " (expected: absent)";
            }
        }
        return "";
    }

    private static String arrays(JsonArray expected, JsonArray actual, boolean exactly, String at) {
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            String difference =
                    difference(expected.get(i), actual.get(i), exactly, at + "[" + i + "]");
            if (!difference.isEmpty()) {
                return difference;
            }
        }
        return expected.size() == actual.size()
                ? ""
                : at + ": " + actual.size() + " elements (expected: " + expected.size() + ")";
    }
}
