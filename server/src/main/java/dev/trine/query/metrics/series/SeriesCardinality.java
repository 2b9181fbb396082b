package dev.trine.query.metrics.series;

import dev.trine.model.Labels;
import dev.trine.query.exec.Query;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// Where series come from: how many each metric, each label and each value of a label has. Exact; what it
/// holds is charged to the query.
public final class SeriesCardinality {
    private static final long COUNT_BYTES = 100;

    private final Query query;
    private final Map<String, Tally> metrics = new HashMap<>();
    private final Map<String, Map<String, Tally>> labels = new HashMap<>();
    private long series;
    private long pairs;

    /// A name and how many there are of it.
    public record Count(String name, long value) {}

    private static final class Tally {
        long count;
    }

    private SeriesCardinality(Query query) {
        this.query = query;
    }

    /// Counts series, each of which comes once.
    public static SeriesCardinality of(Iterable<Labels> all, Query query) {
        SeriesCardinality cardinality = new SeriesCardinality(query);
        all.forEach(cardinality::add);
        return cardinality;
    }

    private void add(Labels one) {
        if ((series++ & 1023) == 0) {
            query.check();
        }
        tally(metrics, one.metricName()).count++;
        for (int i = 0; i < one.size(); i++) {
            Map<String, Tally> values = labels.computeIfAbsent(one.name(i), _ -> new HashMap<>());
            Tally tally = tally(values, one.value(i));
            pairs += tally.count++ == 0 ? 1 : 0;
        }
    }

    private Tally tally(Map<String, Tally> tallies, String name) {
        return tallies.computeIfAbsent(
                name,
                _ -> {
                    query.charge(COUNT_BYTES);
                    return new Tally();
                });
    }

    /// All series.
    public long series() {
        return series;
    }

    /// Distinct pairs of a label and a value.
    public long labelPairs() {
        return pairs;
    }

    /// The metrics with the most series.
    public List<Count> metrics(int top) {
        return top(counts(metrics, ""), top);
    }

    /// The labels with the most values.
    public List<Count> labelValues(int top) {
        return top(ofLabels(Map::size), top);
    }

    /// The labels whose values are longest in all, in characters.
    public List<Count> labelBytes(int top) {
        return top(
                ofLabels(values -> values.keySet().stream().mapToLong(String::length).sum()), top);
    }

    /// The pairs `label=value` with the most series.
    public List<Count> labelPairs(int top) {
        return top(
                labels.entrySet().stream()
                        .flatMap(label -> counts(label.getValue(), label.getKey() + "=")),
                top);
    }

    private Stream<Count> ofLabels(ToLongFunction<Map<String, Tally>> number) {
        return labels.entrySet().stream()
                .map(label -> new Count(label.getKey(), number.applyAsLong(label.getValue())));
    }

    private static Stream<Count> counts(Map<String, Tally> tallies, String prefix) {
        return tallies.entrySet().stream()
                .map(entry -> new Count(prefix + entry.getKey(), entry.getValue().count));
    }

    private static List<Count> top(Stream<Count> counts, int top) {
        return counts.sorted(
                        Comparator.comparingLong(Count::value)
                                .reversed()
                                .thenComparing(Count::name))
                .limit(top)
                .toList();
    }
}
