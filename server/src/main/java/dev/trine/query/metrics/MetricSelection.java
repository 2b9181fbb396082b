package dev.trine.query.metrics;

import dev.trine.model.MetricBatch;
import dev.trine.model.MetricEntry;
import dev.trine.model.TimeRange;
import dev.trine.query.column.LongTable;
import dev.trine.query.column.RowCopy;
import dev.trine.query.exec.Query;
import dev.trine.query.exec.QueryException;
import dev.trine.storage.BatchStore;
import dev.trine.storage.Block;
import dev.trine.storage.ScanRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The series of one metric that were asked for, with their points in a range.
public final class MetricSelection {
    /// The most points that are handed out at once.
    public static final int MAX_POINTS = 200_000;

    private static final long FIRST_COLUMNS = MetricBatch.SCHEMA.set("series", "time_nanos");
    private static final long POINT_BYTES = 40;
    private static final long SERIES_BYTES = 2 << 10;

    private final MetricCriteria criteria;
    private final TimeRange range;
    private final Query query;
    private final SeriesFilter filter;
    private final LongTable hashes;
    private final List<MetricSeries> series = new ArrayList<>();
    private @Nullable MetricEntry newest;
    private boolean truncated;
    private int points;
    private int[] rows = {};

    private MetricSelection(MetricCriteria criteria, TimeRange range, Query query) {
        this.criteria = criteria;
        this.range = range;
        this.query = query;
        filter = new SeriesFilter(criteria);
        hashes = new LongTable(query, 16);
    }

    /// Finds the series and their points.
    public static MetricSelection of(
            BatchStore<MetricBatch> store, MetricCriteria criteria, TimeRange range, Query query) {
        MetricSelection selection = new MetricSelection(criteria, range, query);
        store.scanBlocks(range, ScanRequest.Order.NEWEST_FIRST, selection::visit);
        selection.series.forEach(MetricSeries::finish);
        selection.series.sort(
                Comparator.comparing((MetricSeries one) -> one.resource().toString())
                        .thenComparing(one -> one.attributes().toString()));
        return selection;
    }

    /// The series, sorted by resource and attributes.
    public List<MetricSeries> series() {
        return series;
    }

    /// What the metric is, as the newest of its series has it.
    public MetricEntry newest() {
        if (newest == null) {
            throw new IllegalStateException("series: 0 (expected: at least one)");
        }
        return newest;
    }

    /// Whether there are more series than were asked for.
    public boolean truncated() {
        return truncated;
    }

    private boolean visit(Block<MetricBatch> block) {
        query.check();
        Optional<MetricBatch> pointsOfAll = block.read(FIRST_COLUMNS);
        int count = pointsOfAll.isEmpty() ? 0 : select(pointsOfAll.get());
        if (count > 0) {
            block.read(MetricBatch.SCHEMA.all()).ifPresent(batch -> keep(batch, count));
        }
        return true;
    }

    /// Puts the rows of wanted series into `rows`.
    private int select(MetricBatch batch) {
        int[] known = filter.known(batch.seriesTable);
        if (rows.length < batch.rows()) {
            rows = new int[batch.rows()];
        }
        int count = 0;
        for (int row = 0, end = batch.rows(); row < end; row++) {
            if (range.contains(batch.timeNanos.get(row))) {
                int number = known[batch.series.get(row)];
                if (number == SeriesFilter.UNSEEN) {
                    number = number(batch, batch.series.get(row));
                    known[batch.series.get(row)] = number;
                }
                if (number != SeriesFilter.UNWANTED) {
                    rows[count++] = row;
                }
            }
        }
        return count;
    }

    private void keep(MetricBatch batch, int count) {
        int[] known = filter.known(batch.seriesTable);
        points += count;
        if (points > MAX_POINTS) {
            throw new QueryException.TooLarge(
                    "the metric has more than "
                            + MAX_POINTS
                            + " points in this range, which is the most one answer holds; narrow"
                            + " the time range or lower maxSeries");
        }
        MetricBatch copy =
                new MetricBatch(
                        RowCopy.columns(batch.columns(), rows, count),
                        batch.resources(),
                        batch.scopes(),
                        batch.seriesTable);
        query.charge(count * POINT_BYTES + copy.payload.heapBytes() + copy.exemplars.heapBytes());
        for (int row = 0; row < count; row++) {
            series.get(known[copy.series.get(row)]).add(copy, row);
        }
    }

    private int number(MetricBatch batch, int row) {
        if (!filter.isWanted(batch, row)) {
            return SeriesFilter.UNWANTED;
        }
        long hash = SeriesHash.series(batch, row);
        int number = hashes.find(hash);
        if (number >= 0) {
            return number;
        }
        if (series.size() == criteria.maxSeries()) {
            truncated = true;
            return SeriesFilter.UNWANTED;
        }
        query.charge(SERIES_BYTES);
        MetricSeries added = new MetricSeries(batch, row);
        series.add(added);
        if (newest == null) {
            newest = added.entry();
        }
        return hashes.add(hash);
    }
}
