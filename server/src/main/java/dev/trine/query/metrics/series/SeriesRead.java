package dev.trine.query.metrics.series;

import dev.trine.model.Labels;
import dev.trine.model.MetricBatch;
import dev.trine.model.TimeRange;
import dev.trine.query.exec.Query;
import dev.trine.query.series.LabelMatcher;
import dev.trine.storage.BatchStore;
import dev.trine.storage.Block;
import dev.trine.storage.ScanRequest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One reading of the series that match, and of their samples in a range: of each part and head only
/// the blocks that hold rows of wanted series in that range, of these only the columns needed.
final class SeriesRead {
    private static final long NUMBERS =
            MetricBatch.SCHEMA.set(
                    "series", "time_nanos", "start_nanos", "value", "value_kind", "flags");
    private static final long WITH_PAYLOAD = NUMBERS | MetricBatch.SCHEMA.set("payload");

    /// What is wanted of one part or head.
    private static final class Wanted {
        final BitSet series = new BitSet();
        final @Nullable List<RowReader>[] readers;
        boolean payload;

        @SuppressWarnings("unchecked") // an array of lists of one type
        Wanted(int size) {
            readers = (@Nullable List<RowReader>[]) new List<?>[size];
        }

        void add(int row, RowReader reader) {
            List<RowReader> known = readers[row];
            if (known == null) {
                known = new ArrayList<>(1);
                readers[row] = known;
                series.set(row);
            }
            known.add(reader);
            payload |= reader.needsPayload();
        }

        boolean isIn(Block<MetricBatch> block) {
            int next = series.nextSetBit(block.firstSeries());
            return next >= 0 && next <= block.lastSeries();
        }
    }

    private final SourceIndexes indexes;
    private final List<LabelMatcher> matchers;
    private final Predicate<SeriesEntry> entries;
    private final long minMs;
    private final long maxMs;
    private final Query query;
    private final IdentityHashMap<Object, Wanted> wanted = new IdentityHashMap<>();
    private final Map<Labels, @Nullable SamplesBuilder> series = new LinkedHashMap<>();

    /// @param entries which entries are to be read at all
    SeriesRead(
            SourceIndexes indexes,
            List<LabelMatcher> matchers,
            Predicate<SeriesEntry> entries,
            long minMs,
            long maxMs,
            Query query) {
        this.indexes = indexes;
        this.matchers = matchers;
        this.entries = entries;
        this.minMs = minMs;
        this.maxMs = maxMs;
        this.query = query;
    }

    /// The series with at least one sample.
    List<SamplesBuilder> run(BatchStore<MetricBatch> store) {
        store.scanBlocks(range(minMs, maxMs), ScanRequest.Order.ANY, this::visit);
        List<SamplesBuilder> found = new ArrayList<>(series.size());
        for (SamplesBuilder one : series.values()) {
            if (one != null && !one.isEmpty()) {
                found.add(one.finish());
            }
        }
        return found;
    }

    /// The nanoseconds of a range of ms, both ends included.
    static TimeRange range(long minMs, long maxMs) {
        long limit = Long.MAX_VALUE / 1_000_000 - 1;
        long min = Math.clamp(minMs, 0, limit);
        long max = Math.clamp(maxMs, min, limit);
        return new TimeRange(min * 1_000_000, (max + 1) * 1_000_000);
    }

    private boolean visit(Block<MetricBatch> block) {
        query.check();
        Wanted here = wanted.get(block.source());
        if (here == null) {
            Optional<MetricBatch> tables = block.read(0);
            if (tables.isEmpty()) {
                return true;
            }
            here = wantedOf(block, tables.get());
            wanted.put(block.source(), here);
        }
        if (here.isIn(block)) {
            Wanted wantedHere = here;
            block.read(here.payload ? WITH_PAYLOAD : NUMBERS)
                    .ifPresent(batch -> read(batch, wantedHere));
        }
        return true;
    }

    private Wanted wantedOf(Block<MetricBatch> block, MetricBatch tables) {
        Wanted here = new Wanted(tables.seriesTable.size());
        query.charge(8L * here.readers.length);
        for (SeriesEntry entry : indexes.of(block.source(), tables).matching(matchers)) {
            if (!entries.test(entry)) {
                continue;
            }
            RowReader reader = new RowReader(entry, labels -> samples(labels, entry.delta()));
            if (entry.reading() == SeriesEntry.Reading.TARGET) {
                addTarget(here, tables, entry.row(), reader);
            } else if (entry.row() < here.readers.length) {
                here.add(entry.row(), reader);
            }
        }
        return here;
    }

    private static void addTarget(Wanted here, MetricBatch tables, int resource, RowReader reader) {
        for (int row = 0; row < here.readers.length; row++) {
            if (tables.seriesTable.resource().get(row) == resource) {
                here.add(row, reader);
            }
        }
    }

    private @Nullable SamplesBuilder samples(Labels labels, boolean delta) {
        if (series.containsKey(labels)) {
            return series.get(labels);
        }
        boolean matches =
                matchers.stream().allMatch(matcher -> matcher.matches(labels.get(matcher.name())));
        SamplesBuilder added = matches ? new SamplesBuilder(labels, delta, query) : null;
        series.put(labels, added);
        return added;
    }

    private void read(MetricBatch batch, Wanted here) {
        for (int row = 0; row < batch.rows(); row++) {
            int number = batch.series.get(row);
            // A head may have got series since its tables were looked at.
            List<RowReader> readers = number < here.readers.length ? here.readers[number] : null;
            if (readers != null) {
                long timeMs = Math.floorDiv(batch.timeNanos.get(row), 1_000_000L);
                if (timeMs >= minMs && timeMs <= maxMs) {
                    for (RowReader reader : readers) {
                        reader.read(batch, row, timeMs);
                    }
                }
            }
        }
    }
}
