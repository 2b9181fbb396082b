package dev.trine.net;

import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/// Streams JSON answers.
public final class JsonAnswer {
    /// Media type of all of them.
    public static final String TYPE = "application/json";

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonAnswer() {}

    /// Writes JSON.
    @FunctionalInterface
    public interface Content {
        void write(JsonGenerator out);
    }

    /// Answers with status 200.
    public static void send(Exchange exchange, Content content) throws IOException {
        try (OutputStream stream = exchange.respondStream(200, TYPE)) {
            write(stream, content);
        }
    }

    /// Writes JSON to a stream, which is left open.
    public static void write(OutputStream stream, Content content) throws IOException {
        OutputStream unclosed = new Unclosed(stream);
        try (JsonGenerator out =
                FACTORY.createGenerator(ObjectWriteContext.empty(), unclosed, JsonEncoding.UTF8)) {
            content.write(out);
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    /// Closing a generator ends its JSON, not the answer around it.
    private static final class Unclosed extends OutputStream {
        private final OutputStream stream;

        Unclosed(OutputStream stream) {
            this.stream = stream;
        }

        @Override
        public void write(int b) throws IOException {
            stream.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            stream.write(bytes, offset, length);
        }
    }
}
