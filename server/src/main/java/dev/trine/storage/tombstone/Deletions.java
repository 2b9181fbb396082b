package dev.trine.storage.tombstone;

import dev.trine.model.BytesColumn;
import dev.trine.model.Column;
import dev.trine.model.IntColumn;
import dev.trine.model.LongColumn;
import dev.trine.model.MetricBatch;
import dev.trine.model.TimeRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What is deleted of one part or head: times of some of its series. Immutable.
public final class Deletions {
    /// Nothing.
    public static final Deletions NONE = new Deletions(new int[0], List.of());

    /// The columns by which deleted rows are known.
    public static final long KEYS = MetricBatch.SCHEMA.set("series", "time_nanos");

    private final int[] series;
    private final List<List<TimeRange>> ranges;

    private Deletions(int[] series, List<List<TimeRange>> ranges) {
        this.series = series;
        this.ranges = ranges;
    }

    /// What some tombstones delete of the series of a table.
    public static Deletions of(List<Tombstone> tombstones, MetricBatch tables) {
        SeriesKeys keys = SeriesKeys.of(tables);
        int[] found = new int[16];
        List<List<TimeRange>> ranges = new ArrayList<>();
        for (int number = 0; number < keys.size(); number++) {
            List<TimeRange> own = new ArrayList<>(1);
            for (Tombstone tombstone : tombstones) {
                if (tombstone.has(keys.high(number), keys.low(number))) {
                    own.add(tombstone.range());
                }
            }
            if (!own.isEmpty()) {
                if (ranges.size() == found.length) {
                    found = Arrays.copyOf(found, 2 * found.length);
                }
                found[ranges.size()] = number;
                ranges.add(own);
            }
        }
        return ranges.isEmpty() ? NONE : new Deletions(Arrays.copyOf(found, ranges.size()), ranges);
    }

    public boolean isEmpty() {
        return series.length == 0;
    }

    /// Whether rows of series `[first, last]` with times `[minNanos, maxNanos]` may be deleted.
    public boolean concern(int first, int last, long minNanos, long maxNanos) {
        int from = Arrays.binarySearch(series, first);
        for (int i = from < 0 ? -from - 1 : from; i < series.length && series[i] <= last; i++) {
            for (TimeRange range : ranges.get(i)) {
                if (range.overlaps(minNanos, maxNanos)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Whether nothing is left of a series whose rows have times `[minNanos, maxNanos]`.
    public boolean isWhole(int number, long minNanos, long maxNanos) {
        int at = Arrays.binarySearch(series, number);
        if (at < 0) {
            return false;
        }
        for (TimeRange range : ranges.get(at)) {
            if (range.contains(minNanos) && range.contains(maxNanos)) {
                return true;
            }
        }
        return false;
    }

    /// The rows of a batch that are not deleted.
    ///
    /// @param batch with its series and times; other columns may be empty and stay so
    public MetricBatch without(MetricBatch batch) {
        int[] kept = new int[batch.series.size()];
        int count = 0;
        for (int row = 0; row < kept.length; row++) {
            if (!isDeleted(batch.series.get(row), batch.timeNanos.get(row))) {
                kept[count++] = row;
            }
        }
        if (count == kept.length) {
            return batch;
        }
        List<Column> columns = new ArrayList<>(batch.columns().size());
        for (Column column : batch.columns()) {
            columns.add(column.size() == 0 ? column : rows(column, kept, count));
        }
        return new MetricBatch(columns, batch.resources(), batch.scopes(), batch.seriesTable);
    }

    private boolean isDeleted(int number, long nanos) {
        int at = Arrays.binarySearch(series, number);
        if (at >= 0) {
            for (TimeRange range : ranges.get(at)) {
                if (range.contains(nanos)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Column rows(Column column, int[] rows, int count) {
        return switch (column) {
            case IntColumn ints -> {
                int[] values = new int[count];
                for (int i = 0; i < count; i++) {
                    values[i] = ints.get(rows[i]);
                }
                yield new IntColumn(values, count);
            }
            case LongColumn longs -> {
                long[] values = new long[count];
                for (int i = 0; i < count; i++) {
                    values[i] = longs.get(rows[i]);
                }
                yield new LongColumn(values, count);
            }
            case BytesColumn bytes -> {
                BytesColumn values = new BytesColumn(count, bytes.dataSize());
                for (int i = 0; i < count; i++) {
                    values.append(bytes.data(), bytes.start(rows[i]), bytes.length(rows[i]));
                }
                yield values;
            }
        };
    }
}
