package dev.trine.demo;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// What an endpoint is asked.
///
/// @param method HTTP method
/// @param path the path as sent
/// @param query query parameters; the last one of a name counts
public record Request(String method, String path, Map<String, String> query) {
    /// Makes the map immutable.
    public Request {
        query = Map.copyOf(query);
    }

    static Request of(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return new Request(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), query);
    }

    /// A whole number given in the query.
    ///
    /// @throws BadRequestException when it is not a number in [`low`, `high`]
    public int number(String name, int otherwise, int low, int high) {
        String text = query.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= low && value <= high) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new BadRequestException(name + " must be a whole number", e);
        }
        throw new BadRequestException(name + " must be from " + low + " to " + high, null);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
