package dev.trine.protocol.prometheus.federate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a scraper gets: text of version 0.0.4, unless it prefers delimited protobuf, which has native
/// histograms.
record FederationFormat(boolean protobuf, NameEscaping escaping) {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8; escaping=";
    private static final String PROTOBUF =
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                    + " encoding=delimited; escaping=";
    private static final int MAX_CLAUSES = 64;

    /// One of the types of an Accept header.
    private record Clause(String type, Map<String, String> parameters) {
        static Clause of(String text) {
            String[] parts = text.split(";", -1);
            Map<String, String> parameters = new HashMap<>();
            for (int i = 1; i < parts.length; i++) {
                String[] pair = parts[i].split("=", 2);
                if (pair.length == 2) {
                    parameters.put(
                            pair[0].strip().toLowerCase(Locale.ROOT),
                            pair[1].strip().replace("\"", ""));
                }
            }
            return new Clause(parts[0].strip().toLowerCase(Locale.ROOT), parameters);
        }

        String get(String name) {
            return parameters.getOrDefault(name, "");
        }

        double quality() {
            try {
                return get("q").isEmpty() ? 1 : Double.parseDouble(get("q"));
            } catch (NumberFormatException e) {
                return 0;
            }
        }

        boolean isProtobuf() {
            return type.equals("application/vnd.google.protobuf")
                    && get("proto").equals("io.prometheus.client.MetricFamily")
                    && get("encoding").equals("delimited");
        }

        boolean isText() {
            return type.equals("text/plain")
                    && (get("version").isEmpty() || get("version").equals("0.0.4"));
        }
    }

    /// The first format of an Accept header, by its qualities, that is offered.
    static FederationFormat of(String accept) {
        List<Clause> clauses = new ArrayList<>();
        for (String text : accept.split(",", MAX_CLAUSES)) {
            clauses.add(Clause.of(text));
        }
        clauses.sort(Comparator.comparingDouble(Clause::quality).reversed());
        NameEscaping escaping = NameEscaping.UNDERSCORES;
        for (Clause clause : clauses) {
            escaping = NameEscaping.ofLabel(clause.get("escaping")).orElse(escaping);
            if (clause.isProtobuf() || clause.isText()) {
                return new FederationFormat(clause.isProtobuf(), escaping);
            }
        }
        return new FederationFormat(false, escaping);
    }

    String contentType() {
        return (protobuf ? PROTOBUF : TEXT) + escaping.label();
    }
}
