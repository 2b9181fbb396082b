package dev.trine.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Puts the answer of `/api/stats` into lines for people.
final class StatusText {
    private final Map<String, String> values;

    private StatusText(Map<String, String> values) {
        this.values = values;
    }

    /// @param json the answer; fields that are missing show as `-`
    static String of(byte[] json) {
        return new StatusText(scalars(json)).lines();
    }

    private String lines() {
        StringBuilder out = new StringBuilder();
        out.append("Trine ").append(value("version"));
        out.append(", up ").append(uptime()).append(", ").append(value("mode"));
        out.append(", ack ").append(value("ack")).append('\n');
        out.append("  UI and APIs  http://").append(value("listeners.http")).append('\n');
        out.append("  OTLP         ").append(value("listeners.otlp_grpc"));
        out.append(", ").append(value("listeners.otlp_http")).append('\n');
        out.append("  data         ").append(value("data_dir")).append('\n');
        out.append(row("", "received", "rejected", "stored", "on disk"));
        for (String signal : new String[] {"traces", "logs", "metrics"}) {
            String path = "signals." + signal + ".";
            out.append(
                    row(
                            signal,
                            value(path + "received"),
                            value(path + "rejected"),
                            value(path + "stored_rows"),
                            megabytes(path + "bytes_disk")));
        }
        out.append("  storage      ").append(megabytes("storage.bytes_disk"));
        out.append(" in ").append(value("storage.parts")).append(" parts, log ");
        out.append(megabytes("storage.wal_bytes")).append('\n');
        out.append("  process      ").append(megabytes("process.rss_bytes"));
        out.append(" resident, ").append(value("process.cpu_seconds")).append(" CPU s");
        return out.toString();
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, "  %-12s %12s %12s %12s %12s%n", (Object[]) cells);
    }

    private String value(String path) {
        return values.getOrDefault(path, "-");
    }

    private String uptime() {
        String seconds = value("uptime_seconds");
        return seconds.equals("-") ? "-" : (long) Double.parseDouble(seconds) + " s";
    }

    private String megabytes(String path) {
        String bytes = value(path);
        return bytes.equals("-")
                ? "-"
                : String.format(Locale.ROOT, "%.1f MB", Double.parseDouble(bytes) / 1e6);
    }

    /// All scalars of a document by their dotted path. Lists are left out.
    private static Map<String, String> scalars(byte[] json) {
        Map<String, String> values = new LinkedHashMap<>();
        JsonFactory factory = new JsonFactory();
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                object(parser, "", values);
            }
        }
        return values;
    }

    private static void object(JsonParser parser, String prefix, Map<String, String> values) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String path = prefix + parser.currentName();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT) {
                object(parser, path + ".", values);
            } else if (token == JsonToken.START_ARRAY) {
                parser.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                values.put(path, parser.getString());
            }
        }
    }
}
