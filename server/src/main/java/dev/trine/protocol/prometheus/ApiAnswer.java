package dev.trine.protocol.prometheus;

import dev.trine.net.Exchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/// The envelope around every answer of the query API. Data is written to the client as it is
/// turned into JSON.
final class ApiAnswer {
    static final String TYPE = "application/json";
    private static final String TRUNCATED = "results truncated due to limit";
    private static final int MAX_ANNOTATIONS = 10;
    private static final JsonFactory FACTORY = new JsonFactory();

    private ApiAnswer() {}

    /// Writes the data.
    @FunctionalInterface
    interface Data {
        void write(JsonGenerator out);
    }

    static void send(Exchange exchange, Data data) throws IOException {
        send(exchange, List.of(), List.of(), data);
    }

    /// @param truncated whether a limit left something out
    static void send(Exchange exchange, boolean truncated, Data data) throws IOException {
        send(exchange, truncated ? List.of(TRUNCATED) : List.of(), List.of(), data);
    }

    static void send(Exchange exchange, List<String> warnings, List<String> infos, Data data)
            throws IOException {
        try (OutputStream stream = exchange.respondStream(200, TYPE)) {
            write(
                    stream,
                    out -> {
                        out.writeStartObject();
                        out.writeStringProperty("status", "success");
                        out.writeName("data");
                        data.write(out);
                        annotations(out, "warnings", warnings);
                        annotations(out, "infos", infos);
                        out.writeEndObject();
                    });
        }
    }

    static void write(OutputStream stream, Data content) throws IOException {
        try (JsonGenerator out =
                FACTORY.createGenerator(ObjectWriteContext.empty(), stream, JsonEncoding.UTF8)) {
            content.write(out);
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private static void annotations(JsonGenerator out, String name, List<String> texts) {
        if (texts.isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart(name);
        texts.stream().limit(MAX_ANNOTATIONS).forEach(out::writeString);
        if (texts.size() > MAX_ANNOTATIONS) {
            out.writeString((texts.size() - MAX_ANNOTATIONS) + " more " + name + " omitted");
        }
        out.writeEndArray();
    }

    /// The warnings with the one about the limit.
    static List<String> withTruncated(List<String> warnings, boolean truncated) {
        if (!truncated) {
            return warnings;
        }
        return Stream.concat(warnings.stream(), Stream.of(TRUNCATED)).toList();
    }
}
