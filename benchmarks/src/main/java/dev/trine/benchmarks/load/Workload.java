package dev.trine.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// OTLP requests of one signal, made before the clock starts. The same seed makes the same bytes.
///
/// @param signal `traces`, `logs`, `lines` (logs as Loki's clients send them) or `metrics`
/// @param bodies encoded `Export…ServiceRequest` messages
/// @param itemsPerBody how many spans, records or points each body holds
public record Workload(String signal, List<byte[]> bodies, List<Integer> itemsPerBody) {

    /// How one request is made.
    @FunctionalInterface
    interface BodyMaker {
        /// @param first number of the first item in the request
        /// @param count how many items it holds
        byte[] make(Random random, long first, int count);
    }

    public static Workload of(String signal, long items, long seed) {
        return switch (signal) {
            case "traces" -> make(signal, items, 14 * 36, seed, new SpanBodies());
            case "logs" -> make(signal, items, 500, seed, new LogBodies());
            case "lines" -> make(signal, items, 500, seed, new LineBodies());
            case "metrics" -> make(signal, items, 2_500, seed, new MetricBodies());
            default ->
                    throw new IllegalArgumentException(
                            "signal: " + signal + " (expected: traces, logs, lines or metrics)");
        };
    }

    long items() {
        long sum = 0;
        for (int count : itemsPerBody) {
            sum += count;
        }
        return sum;
    }

    long bytes() {
        long sum = 0;
        for (byte[] body : bodies) {
            sum += body.length;
        }
        return sum;
    }

    private static Workload make(
            String signal, long items, int perBody, long seed, BodyMaker maker) {
        Random random = new Random(seed);
        List<byte[]> bodies = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        for (long first = 0; first < items; first += perBody) {
            int count = (int) Math.min(perBody, items - first);
            bodies.add(maker.make(random, first, count));
            counts.add(count);
        }
        return new Workload(signal, bodies, counts);
    }
}
