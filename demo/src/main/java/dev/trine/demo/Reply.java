package dev.trine.demo;

import java.util.Map;

/// What an endpoint answers.
///
/// @param status HTTP status, 200 to 599
/// @param body a JSON document
/// @param headers further response headers
public record Reply(int status, String body, Map<String, String> headers) {
    /// Validates the status.
    public Reply {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status: " + status + " (expected: 200 to 599)");
        }
        headers = Map.copyOf(headers);
    }

    /// An answer with a status and a JSON object of `key, value, key, value …`.
    public static Reply of(int status, Object... members) {
        return new Reply(status, Json.object(members), Map.of());
    }

    /// This answer with one more header.
    public Reply with(String header, String value) {
        Map<String, String> more = new java.util.HashMap<>(headers);
        more.put(header, value);
        return new Reply(status, body, more);
    }
}
