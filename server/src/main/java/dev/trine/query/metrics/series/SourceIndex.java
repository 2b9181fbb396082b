package dev.trine.query.metrics.series;

import dev.trine.model.AnyValue;
import dev.trine.model.Attributes;
import dev.trine.model.IntColumn;
import dev.trine.model.Labels;
import dev.trine.model.LabelsBuilder;
import dev.trine.model.MetricBatch;
import dev.trine.query.metrics.series.SeriesEntry.Reading;
import dev.trine.query.series.LabelMatcher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The labels of all series of one part or head, and where each pair of label name and value is, in
/// arrays of numbers: about 100 bytes a series of ten labels, and their texts. Grows with its head.
/// Safe for use by many threads.
final class SourceIndex {
    private static final List<Reading> READINGS = List.of(Reading.values());

    private final SeriesTranslator translator;
    private final LabelTable labels = new LabelTable();
    private final SeriesPostings postings = new SeriesPostings();

    /// By entry: the stored series or resource.
    private final IntColumn rows = new IntColumn(64);

    /// By entry: twice the place of its reading, and one more for differences.
    private final IntColumn kinds = new IntColumn(64);

    private final BitSet targets = new BitSet();
    private final BitSet withRowLabel = new BitSet();
    private final Attributes attributes = new Attributes();
    private int series;
    private int knownScope = -1;
    private boolean knownRemote;

    SourceIndex(SeriesTranslator translator) {
        this.translator = translator;
    }

    /// What it costs to keep.
    synchronized long heapBytes() {
        return labels.heapBytes() + postings.heapBytes() + rows.heapBytes() + kinds.heapBytes();
    }

    /// Takes on the series that are new in a table.
    synchronized void extend(MetricBatch tables) {
        for (; series < tables.seriesTable.size(); series++) {
            if (isRemote(tables, tables.seriesTable.scope().get(series))) {
                addRemote(tables);
                continue;
            }
            List<SeriesEntry> added = translator.entries(tables, series);
            added.forEach(this::add);
            int resource = tables.seriesTable.resource().get(series);
            if (!added.isEmpty() && !targets.get(resource)) {
                targets.set(resource);
                translator.target(tables, resource).ifPresent(this::add);
            }
        }
    }

    private boolean isRemote(MetricBatch tables, int scope) {
        if (scope != knownScope) {
            knownScope = scope;
            knownRemote = SeriesTranslator.isRemote(tables, scope);
        }
        return knownRemote;
    }

    /// A series whose attributes are exactly its labels: without making texts of them.
    private void addRemote(MetricBatch tables) {
        attributes.reset(tables.seriesTable.attributes(), series);
        while (attributes.next()) {
            AnyValue value = attributes.value();
            if (value.end() > value.start()) {
                int name =
                        labels.name(attributes.data(), attributes.keyStart(), attributes.keyEnd());
                postings.add(labels.pair(name, value.data(), value.start(), value.end()));
            }
        }
        end(series, Reading.REMOTE, false);
    }

    private void add(SeriesEntry entry) {
        for (int i = 0; i < entry.labels().size(); i++) {
            byte[] name = entry.labels().name(i).getBytes(StandardCharsets.UTF_8);
            byte[] value = entry.labels().value(i).getBytes(StandardCharsets.UTF_8);
            int number = labels.name(name, 0, name.length);
            postings.add(labels.pair(number, value, 0, value.length));
        }
        end(entry.row(), entry.reading(), entry.delta());
    }

    private void end(int row, Reading reading, boolean delta) {
        if (!reading.rowLabel().isEmpty()) {
            withRowLabel.set(rows.size());
        }
        postings.end();
        rows.append(row);
        kinds.append(2 * READINGS.indexOf(reading) + (delta ? 1 : 0));
    }

    /// The entries that meet all conditions, as far as their labels are known here.
    synchronized List<SeriesEntry> matching(List<LabelMatcher> matchers) {
        BitSet found = find(matchers);
        int count = found.cardinality();
        List<SeriesEntry> entries = new ArrayList<>(count);
        @Nullable String[] texts = new @Nullable String[count == 0 ? 0 : labels.size()];
        found.stream().forEach(entry -> entries.add(entry(entry, texts)));
        return entries;
    }

    private BitSet find(List<LabelMatcher> matchers) {
        return new SeriesSearch(labels, postings, withRowLabel).matching(matchers);
    }

    private SeriesEntry entry(int number, @Nullable String[] texts) {
        LabelsBuilder builder = new LabelsBuilder();
        for (int at = postings.from(number), to = postings.to(number); at < to; at++) {
            int pair = postings.pair(at);
            builder.set(text(labels.nameOf(pair), texts), text(pair, texts));
        }
        int kind = kinds.get(number);
        Labels all = builder.build();
        return new SeriesEntry(rows.get(number), READINGS.get(kind / 2), all, kind % 2 == 1);
    }

    private String text(int number, @Nullable String[] texts) {
        String known = texts[number];
        if (known == null) {
            known = labels.text(number);
            texts[number] = known;
        }
        return known;
    }

    /// Adds the names of all labels of series that match.
    synchronized void addNames(List<LabelMatcher> matchers, Set<String> found) {
        BitSet entries = find(matchers);
        BitSet names = new BitSet();
        if (matchers.isEmpty()) {
            for (int i = 0; i < labels.names().size(); i++) {
                names.set(labels.names().get(i));
            }
        } else {
            pairs(entries).stream().forEach(pair -> names.set(labels.nameOf(pair)));
        }
        names.stream().forEach(name -> found.add(labels.text(name)));
        BitSet told = (BitSet) withRowLabel.clone();
        told.and(entries);
        told.stream().forEach(entry -> found.add(READINGS.get(kinds.get(entry) / 2).rowLabel()));
    }

    /// Adds the values of one label of series that match.
    synchronized void addValues(String name, List<LabelMatcher> matchers, Set<String> found) {
        int number = labels.findName(name);
        if (number == LabelTable.NONE) {
            return;
        }
        if (matchers.isEmpty()) {
            int pair = labels.firstPair(number);
            for (; pair != LabelTable.NONE; pair = labels.nextPair(pair)) {
                found.add(labels.text(pair));
            }
            return;
        }
        pairs(find(matchers)).stream()
                .filter(pair -> labels.nameOf(pair) == number)
                .forEach(pair -> found.add(labels.text(pair)));
    }

    private BitSet pairs(BitSet entries) {
        BitSet pairs = new BitSet(labels.size());
        for (int entry = entries.nextSetBit(0); entry >= 0; entry = entries.nextSetBit(entry + 1)) {
            for (int at = postings.from(entry), to = postings.to(entry); at < to; at++) {
                pairs.set(postings.pair(at));
            }
        }
        return pairs;
    }
}
