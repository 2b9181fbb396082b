package dev.trine.protocol.tinyobs;

import dev.trine.model.SampleBatch;
import dev.trine.wire.MalformedException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/// Reads `{"metrics": [{"name", "value", "timestamp", "labels", "type"}, …]}` straight into a batch.
///
/// A fault in one sample leaves that sample out and is noted; what is no JSON, or not of this shape,
/// fails as a whole. Other fields are passed over: senders have their own. A sample without a timestamp
/// gets the time of arrival, and so does Go's zero time. A value is a number, or one of the texts that
/// JSON has no number for: `NaN`, `+Inf`, `-Inf`. Used by one thread.
final class SampleReader {
    private static final int DEPTH_LIMIT = 50;
    private static final int MAX_PROBLEMS = 10;

    private static final TokenStreamFactory JSON =
            JsonFactory.builder()
                    .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(DEPTH_LIMIT).build())
                    .build();

    private final JsonParser in;
    private final long arrivalMs;
    private final int maxSamples;
    private final Sample sample = new Sample();
    private final SampleBatch batch = new SampleBatch();
    private final List<String> problems = new ArrayList<>();
    private int samples;
    private int faulty;
    private long firstMs = Long.MAX_VALUE;
    private long lastMs = Long.MIN_VALUE;

    private SampleReader(JsonParser in, long arrivalMs, int maxSamples) {
        this.in = in;
        this.arrivalMs = arrivalMs;
        this.maxSamples = maxSamples;
    }

    /// Reads a request.
    ///
    /// @param body holds it in `[0, length)`
    /// @param maxSamples that it may have
    /// @throws MalformedException when it is none, or larger
    static SamplesRead read(byte[] body, int length, long arrivalMs, int maxSamples)
            throws MalformedException {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), body, 0, length)) {
            return new SampleReader(in, arrivalMs, maxSamples).read();
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    private static MalformedException malformed(JacksonException e) {
        long offset = e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
        String line = e.getOriginalMessage().lines().findFirst().orElse("malformed");
        return new MalformedException(
                (int) Math.max(0, offset),
                "JSON: " + (line.length() <= 200 ? line : line.substring(0, 200)));
    }

    private SamplesRead read() throws MalformedException {
        require(in.nextToken() == JsonToken.START_OBJECT, "expected an object with \"metrics\"");
        boolean found = false;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            boolean metrics = in.currentName().equals("metrics");
            JsonToken value = in.nextToken();
            if (metrics) {
                found = true;
                require(value == JsonToken.START_ARRAY, "\"metrics\" must be an array");
                readSamples();
            } else {
                in.skipChildren();
            }
        }
        require(found, "\"metrics\" is missing");
        require(in.nextToken() == null, "expected nothing behind the object");
        return new SamplesRead(
                batch.batch(), samples, faulty, List.copyOf(problems), firstMs, lastMs);
    }

    private void readSamples() throws MalformedException {
        while (in.nextToken() != JsonToken.END_ARRAY) {
            require(samples < maxSamples, "too many metrics in request (max " + maxSamples + ")");
            sample.clear(arrivalMs);
            if (in.currentToken() == JsonToken.START_OBJECT) {
                readSample();
            } else {
                sample.refuse("expected an object");
                in.skipChildren();
            }
            keep();
            samples++;
        }
    }

    private void keep() {
        String problem = sample.problem(arrivalMs).orElse("");
        if (problem.isEmpty()) {
            sample.addTo(batch);
            firstMs = Math.min(firstMs, sample.timeMs());
            lastMs = Math.max(lastMs, sample.timeMs());
            return;
        }
        faulty++;
        if (problems.size() < MAX_PROBLEMS) {
            problems.add("metric at index " + samples + ": " + problem);
        }
    }

    private void readSample() {
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            JsonToken value = in.nextToken();
            if (value == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (field) {
                case "name" -> sample.name(text(field));
                case "type" -> sample.type(text(field));
                case "timestamp" -> readTime(text(field));
                case "value" -> readValue();
                case "labels" -> readLabels();
                default -> in.skipChildren();
            }
        }
    }

    /// The text of the current value, well-formed; "" after a fault.
    private String text(String field) {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            sample.refuse(field + " must be a string");
            in.skipChildren();
            return "";
        }
        return wellFormed(in.getString(), field);
    }

    /// Escapes can spell half a character, which has no bytes.
    private String wellFormed(String text, String what) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSurrogatePair(
                        text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
                    sample.refuse(what + " has half a character");
                    return "";
                }
                i++;
            }
        }
        return text;
    }

    private void readTime(String text) {
        if (text.equals(TimeText.GO_ZERO) || text.isEmpty()) {
            return;
        }
        try {
            sample.timeMs(TimeText.rfc3339Ms(text));
        } catch (DateTimeException | ArithmeticException e) {
            sample.refuse("timestamp is not RFC 3339, such as 2026-01-31T12:00:00Z");
        }
    }

    private void readValue() {
        switch (in.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                double value = in.getDoubleValue();
                if (Double.isFinite(value)) {
                    sample.value(value);
                } else {
                    sample.refuse("value is too large for a number of 64 bits");
                }
            }
            case VALUE_STRING -> {
                switch (in.getString()) {
                    case "NaN" -> sample.value(Double.NaN);
                    case "Inf", "+Inf" -> sample.value(Double.POSITIVE_INFINITY);
                    case "-Inf" -> sample.value(Double.NEGATIVE_INFINITY);
                    default -> sample.refuse("value must be a number");
                }
            }
            default -> {
                sample.refuse("value must be a number");
                in.skipChildren();
            }
        }
    }

    private void readLabels() {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            sample.refuse("labels must be an object");
            in.skipChildren();
            return;
        }
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String label = wellFormed(in.currentName(), "a label");
            in.nextToken();
            if (in.currentToken() == JsonToken.VALUE_STRING) {
                sample.label(label, wellFormed(in.getString(), "a label"));
            } else {
                sample.refuse("label " + label + " must be a string");
                in.skipChildren();
            }
        }
    }

    private void require(boolean holds, String problem) throws MalformedException {
        if (!holds) {
            throw new MalformedException(
                    (int) Math.max(0, in.currentLocation().getByteOffset()), problem);
        }
    }
}
