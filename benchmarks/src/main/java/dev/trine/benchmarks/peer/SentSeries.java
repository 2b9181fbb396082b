package dev.trine.benchmarks.peer;

import dev.trine.wire.ProtoWriter;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// One series of a data set: its labels as they are sent, and the value that comes next.
final class SentSeries {
    private final byte[] labels;
    private final ValueShape shape;
    private final Random random;
    private double value;

    /// @param seed makes the values; the same seed makes the same
    SentSeries(Map<String, String> labels, ValueShape shape, long seed) {
        ProtoWriter out = new ProtoWriter(256);
        new TreeMap<>(labels)
                .forEach((name, text) -> {
                    int label = out.begin(1);
                    out.stringField(1, name);
                    out.stringField(2, text);
                    out.end(label);
                });
        this.labels = out.toByteArray();
        this.shape = shape;
        this.random = new Random(seed);
        this.value = shape.first(random);
    }

    /// Writes the series with its next sample as a `TimeSeries` of a `WriteRequest`.
    void writeNext(ProtoWriter out, long timeMs) {
        int series = out.begin(1);
        out.raw(labels, 0, labels.length);
        int sample = out.begin(2);
        out.doubleField(1, value);
        out.varintField(2, timeMs);
        out.end(sample);
        out.end(series);
        value = shape.next(value, random);
    }

    /// A time near the one given: three of ten samples come a millisecond or two off.
    long jittered(long timeMs) {
        int off = random.nextInt(10) < 3 ? 1 + random.nextInt(2) : 0;
        return timeMs + (random.nextBoolean() ? off : -off);
    }
}
