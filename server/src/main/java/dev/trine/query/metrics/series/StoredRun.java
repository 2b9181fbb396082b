package dev.trine.query.metrics.series;

import dev.trine.model.Labels;
import dev.trine.model.SeriesTable;
import dev.trine.query.exec.Query;
import dev.trine.query.series.SeriesRun;
import dev.trine.query.series.SeriesVisitor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Series of a selection that are neighbours in parts and so are read together: each block about once,
/// however many series it holds. Takes the memory of its samples, charged while it is read.
final class StoredRun implements SeriesRun {
    /// Rows of a run, at least, unless memory is short: a megabyte of numbers.
    private static final long RUN_ROWS = 1 << 16;

    /// Rows of a run in each part: some blocks, since the first and the last are read by other runs,
    /// too.
    private static final long SOURCE_ROWS = 3 << 13;

    /// A run takes this share of the memory of a query, at most, 16 bytes a row.
    private static final long BUDGET_SHARE = 12;

    /// What a row with a payload counts: a histogram takes that much more than a number.
    private static final int PAYLOAD_ROWS = 16;

    private final List<SourceRows> sources;
    private final List<PlannedSeries> series;
    private final Query query;

    private StoredRun(List<SourceRows> sources, List<PlannedSeries> series, Query query) {
        this.sources = sources;
        this.series = series;
        this.query = query;
    }

    /// Divides the series of a selection into runs, in their order.
    static List<SeriesRun> of(List<SourceRows> sources, List<PlannedSeries> all, Query query) {
        List<SeriesRun> runs = new ArrayList<>();
        long affordable = query.freeBytes() / 16 / BUDGET_SHARE;
        long most = Math.min(Math.max(RUN_ROWS, SOURCE_ROWS * sources.size()), affordable);
        long rows = 0;
        int from = 0;
        for (int i = 0; i < all.size(); i++) {
            long more = rows(sources, all.get(i));
            if (i > from && rows + more > most) {
                runs.add(new StoredRun(sources, all.subList(from, i), query));
                from = i;
                rows = 0;
            }
            rows += more;
        }
        if (from < all.size()) {
            runs.add(new StoredRun(sources, all.subList(from, all.size()), query));
        }
        return runs;
    }

    private static long rows(List<SourceRows> sources, PlannedSeries one) {
        long rows = 0;
        for (int i = 0; i < one.size(); i++) {
            SeriesEntry entry = one.entry(i);
            if (entry.reading() == SeriesEntry.Reading.TARGET) {
                return RUN_ROWS;
            }
            long own = sources.get(one.source(i)).rows(entry.row());
            rows += entry.reading().needsPayload() ? PAYLOAD_ROWS * own : own;
        }
        return rows;
    }

    @Override
    public void read(SeriesVisitor visitor) {
        Map<Labels, SamplesBuilder> builders = LinkedHashMap.newLinkedHashMap(series.size());
        for (PlannedSeries one : series) {
            builders.put(one.labels(), new SamplesBuilder(one.delta(), query));
        }
        for (int source = 0; source < sources.size(); source++) {
            read(source, sources.get(source), builders);
        }
        builders.forEach((labels, builder) -> {
            builder.finish();
            if (builder.samples().size() > 0) {
                visitor.series(labels, builder.samples());
            }
            query.release(builder.chargedBytes());
        });
    }

    private void read(int source, SourceRows rows, Map<Labels, SamplesBuilder> byLabels) {
        TreeMap<Integer, List<RowReader>> readers = new TreeMap<>();
        IdentityHashMap<SeriesEntry, Boolean> seen = new IdentityHashMap<>();
        for (PlannedSeries one : series) {
            for (int i = 0; i < one.size(); i++) {
                if (one.source(i) == source && seen.put(one.entry(i), true) == null) {
                    add(rows, new RowReader(one.entry(i), byLabels::get), readers);
                }
            }
        }
        if (!readers.isEmpty()) {
            int[] numbers = readers.keySet().stream().mapToInt(Integer::intValue).toArray();
            List<List<RowReader>> byIndex = List.copyOf(readers.values());
            rows.read(
                    numbers,
                    query,
                    (index, block, from, to) -> {
                        for (RowReader reader : byIndex.get(index)) {
                            reader.read(block, from, to);
                        }
                    });
        }
    }

    private static void add(
            SourceRows rows, RowReader reader, Map<Integer, List<RowReader>> readers) {
        SeriesEntry entry = reader.entry();
        if (entry.reading() != SeriesEntry.Reading.TARGET) {
            readers.computeIfAbsent(entry.row(), _ -> new ArrayList<>(1)).add(reader);
            return;
        }
        SeriesTable table = rows.tables().seriesTable;
        for (int number = 0; number < table.size(); number++) {
            if (table.resource().get(number) == entry.row()) {
                readers.computeIfAbsent(number, _ -> new ArrayList<>(1)).add(reader);
            }
        }
    }
}
