package dev.trine.query.traces;

import dev.trine.model.Attributes;
import dev.trine.model.SpanBatch;
import dev.trine.query.filter.ServiceNames;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/// Reads what a list shows of a root span. Keys of the stable semantic conventions come first, those
/// they replaced second.
final class RootReader {
    private static final byte[][] METHOD = keys("http.request.method", "http.method");
    private static final byte[][] ROUTE = keys("http.route", "url.path", "http.target");
    private static final byte[][] STATUS = keys("http.response.status_code", "http.status_code");

    private RootReader() {}

    static TraceSummary.Root read(SpanBatch batch, int row, ServiceNames services) {
        Attributes attributes = new Attributes().reset(batch.attributes, row);
        return new TraceSummary.Root(
                services.name(batch.resources(), batch.resource.get(row)),
                batch.name.text(row),
                batch.kind.get(row),
                first(attributes, METHOD),
                first(attributes, ROUTE),
                number(first(attributes, STATUS)),
                batch.statusCode.get(row));
    }

    private static String first(Attributes attributes, byte[][] keys) {
        for (byte[] key : keys) {
            if (attributes.find(key)) {
                return attributes.value().text();
            }
        }
        return "";
    }

    private static OptionalInt number(String text) {
        boolean isStatus = text.length() == 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isStatus ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    private static byte[][] keys(String... keys) {
        byte[][] encoded = new byte[keys.length][];
        for (int i = 0; i < keys.length; i++) {
            encoded[i] = keys[i].getBytes(StandardCharsets.UTF_8);
        }
        return encoded;
    }
}
