package dev.trine.query.metrics.series;

import dev.trine.model.IntColumn;
import dev.trine.model.Labels;
import dev.trine.model.LabelsBuilder;
import dev.trine.model.MetricBatch;
import dev.trine.query.metrics.series.SeriesEntry.Reading;
import dev.trine.query.series.LabelMatcher;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The labels of all series of one part or head, and where each pair of label name and value is.
/// Grows with its head. Safe for use by many threads.
final class SourceIndex {
    private final SeriesTranslator translator;
    private final List<SeriesEntry> entries = new ArrayList<>();
    private final Map<String, Map<String, IntColumn>> postings = new HashMap<>();
    private final Map<String, String> strings = new HashMap<>();
    private final BitSet targets = new BitSet();
    private final BitSet withRowLabel = new BitSet();
    private int series;

    SourceIndex(SeriesTranslator translator) {
        this.translator = translator;
    }

    /// How many entries there are: what it costs to keep.
    synchronized int size() {
        return entries.size();
    }

    /// Takes on the series that are new in a table.
    synchronized void extend(MetricBatch tables) {
        for (; series < tables.seriesTable.size(); series++) {
            List<SeriesEntry> added = translator.entries(tables, series);
            added.forEach(this::add);
            int resource = tables.seriesTable.resource().get(series);
            boolean translated = !added.isEmpty() && added.getFirst().reading() != Reading.REMOTE;
            if (translated && !targets.get(resource)) {
                targets.set(resource);
                translator.target(tables, resource).ifPresent(this::add);
            }
        }
    }

    private void add(SeriesEntry given) {
        int number = entries.size();
        SeriesEntry entry =
                new SeriesEntry(
                        given.row(), given.reading(), shared(given.labels()), given.delta());
        entries.add(entry);
        if (!entry.reading().rowLabel().isEmpty()) {
            withRowLabel.set(number);
        }
        for (int i = 0; i < entry.labels().size(); i++) {
            postings.computeIfAbsent(entry.labels().name(i), _ -> new HashMap<>())
                    .computeIfAbsent(entry.labels().value(i), _ -> new IntColumn(2))
                    .append(number);
        }
    }

    /// The same labels made of strings that other series have, too.
    private Labels shared(Labels labels) {
        LabelsBuilder builder = new LabelsBuilder();
        for (int i = 0; i < labels.size(); i++) {
            builder.set(shared(labels.name(i)), shared(labels.value(i)));
        }
        return builder.build();
    }

    private String shared(String text) {
        return strings.computeIfAbsent(text, same -> same);
    }

    /// The entries that meet all conditions, as far as their labels are known here.
    synchronized List<SeriesEntry> matching(List<LabelMatcher> matchers) {
        BitSet found = new BitSet(entries.size());
        found.set(0, entries.size());
        for (LabelMatcher matcher : matchers) {
            narrow(found, matcher);
            if (found.isEmpty()) {
                return List.of();
            }
        }
        List<SeriesEntry> result = new ArrayList<>(found.cardinality());
        found.stream().forEach(number -> result.add(entries.get(number)));
        return result;
    }

    private void narrow(BitSet found, LabelMatcher matcher) {
        Map<String, IntColumn> values = postings.getOrDefault(matcher.name(), Map.of());
        BitSet unknown = new BitSet();
        if (matcher.name().equals("le") || matcher.name().equals("quantile")) {
            unknown.or(withRowLabel);
            unknown.and(found);
        }
        if (matcher.matches("")) {
            values.forEach((value, numbers) -> {
                if (!matcher.matches(value)) {
                    for (int i = 0; i < numbers.size(); i++) {
                        found.clear(numbers.get(i));
                    }
                }
            });
        } else {
            found.and(union(values, matcher));
        }
        found.or(unknown);
    }

    private static BitSet union(Map<String, IntColumn> values, LabelMatcher matcher) {
        BitSet union = new BitSet();
        if (matcher.type() == LabelMatcher.Type.EQUAL) {
            IntColumn numbers = values.get(matcher.value());
            set(union, numbers == null ? new IntColumn(0) : numbers);
            return union;
        }
        values.forEach((value, numbers) -> {
            if (matcher.matches(value)) {
                set(union, numbers);
            }
        });
        return union;
    }

    private static void set(BitSet bits, IntColumn numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            bits.set(numbers.get(i));
        }
    }
}
