package dev.trine.benchmarks.peer;

import java.util.LinkedHashMap;
import java.util.Map;

/// What was measured of one server, by the names of the rows that show it. Filled by one thread.
final class Figures {
    final String product;

    /// Numbers of which less is better, but for rates; NaN where there is none.
    final Map<String, Double> numbers = new LinkedHashMap<>();

    final Map<String, Timing> answers = new LinkedHashMap<>();

    Figures(String product) {
        this.product = product;
    }

    double number(String row) {
        return numbers.getOrDefault(row, Double.NaN);
    }
}
