package dev.trine.query.metrics.series;

import dev.trine.model.ExponentialHistogramPoint;
import dev.trine.model.HistogramPoint;
import dev.trine.model.Labels;
import dev.trine.model.MetricBatch;
import dev.trine.model.SummaryPoint;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.syntax.NumberText;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads one entry's samples from the rows of its stored series. Used by one thread.
final class RowReader {
    /// OTLP's flag of a point without a recorded value.
    private static final int NO_RECORDED_VALUE = 1;

    private final SeriesEntry entry;
    private final Function<Labels, @Nullable SamplesBuilder> series;
    private final @Nullable SamplesBuilder only;
    private double[] bounds = {};
    private @Nullable SamplesBuilder[] perBound = {};

    /// @param series gives the samples to add to; null for labels that are not wanted
    RowReader(SeriesEntry entry, Function<Labels, @Nullable SamplesBuilder> series) {
        this.entry = entry;
        this.series = series;
        this.only = entry.reading().rowLabel().isEmpty() ? series.apply(entry.labels()) : null;
    }

    SeriesEntry entry() {
        return entry;
    }

    /// Reads some rows of the series.
    ///
    /// @param from the first of them
    /// @param to behind the last
    void read(BlockRows rows, int from, int to) {
        boolean unreadable = entry.reading().needsPayload() && !rows.hasPayload();
        if (unreadable) {
            return;
        }
        long[] nanos = rows.timeNanos();
        if (only != null) {
            only.reserve(to - from);
        }
        for (int row = from; row < to; row++) {
            read(rows, row, Math.floorDiv(nanos[row], 1_000_000L));
        }
    }

    private void read(BlockRows rows, int row, long timeMs) {
        long startMs = rows.startMs(row);
        boolean stale = (rows.flags(row) & NO_RECORDED_VALUE) != 0;
        switch (entry.reading()) {
            case BUCKETS -> buckets(rows, row, timeMs, startMs, stale);
            case QUANTILES -> quantiles(rows, row, timeMs, stale);
            case TARGET, NUMBER, REMOTE, HISTOGRAM_SUM, HISTOGRAM_COUNT, EXPONENTIAL -> {
                if (only != null) {
                    single(only, rows, row, timeMs, startMs, stale);
                }
            }
            case SUMMARY_SUM, SUMMARY_COUNT -> {
                if (only != null) {
                    single(only, rows, row, timeMs, startMs, stale);
                }
            }
        }
    }

    private void single(
            SamplesBuilder to, BlockRows rows, int row, long timeMs, long startMs, boolean stale) {
        if (entry.reading() == SeriesEntry.Reading.TARGET) {
            to.addPresence(timeMs);
            return;
        }
        if (stale) {
            to.add(timeMs, SamplesBuilder.STALE, startMs);
            return;
        }
        switch (entry.reading()) {
            case REMOTE -> remote(to, rows, row, timeMs, startMs);
            case EXPONENTIAL ->
                    StoredHistograms.exponential(ExponentialHistogramPoint.of(rows.payload(), row))
                            .ifPresent(histogram -> to.add(timeMs, histogram, startMs));
            case HISTOGRAM_SUM ->
                    HistogramPoint.of(rows.payload(), row)
                            .sum()
                            .ifPresent(sum -> to.add(timeMs, sum, startMs));
            case HISTOGRAM_COUNT ->
                    to.add(
                            timeMs,
                            StoredHistograms.unsigned(
                                    HistogramPoint.of(rows.payload(), row).count()),
                            startMs);
            case SUMMARY_SUM -> to.add(timeMs, SummaryPoint.of(rows.payload(), row).sum(), startMs);
            case SUMMARY_COUNT ->
                    to.add(
                            timeMs,
                            StoredHistograms.unsigned(SummaryPoint.of(rows.payload(), row).count()),
                            startMs);
            case NUMBER, BUCKETS, QUANTILES, TARGET -> number(to, rows, row, timeMs, startMs);
        }
    }

    private static void remote(
            SamplesBuilder to, BlockRows rows, int row, long timeMs, long startMs) {
        if (rows.valueKind(row) != MetricBatch.VALUE_NONE) {
            number(to, rows, row, timeMs, startMs);
            return;
        }
        if (!rows.hasPayload() || rows.payload().length(row) == 0) {
            return;
        }
        NativeHistogram histogram = RemoteHistogram.of(rows.payload(), row);
        if (isStale(histogram.sum())) {
            to.add(timeMs, SamplesBuilder.STALE, startMs);
        } else {
            to.add(timeMs, histogram, startMs);
        }
    }

    private static boolean isStale(double value) {
        return Double.doubleToRawLongBits(value)
                == Double.doubleToRawLongBits(SamplesBuilder.STALE);
    }

    private static void number(
            SamplesBuilder to, BlockRows rows, int row, long timeMs, long startMs) {
        switch (rows.valueKind(row)) {
            case MetricBatch.VALUE_DOUBLE ->
                    to.add(timeMs, Double.longBitsToDouble(rows.valueBits(row)), startMs);
            case MetricBatch.VALUE_INT -> to.add(timeMs, (double) rows.valueBits(row), startMs);
            default -> {}
        }
    }

    private void buckets(BlockRows rows, int row, long timeMs, long startMs, boolean stale) {
        HistogramPoint point = HistogramPoint.of(rows.payload(), row);
        int finite = Math.min(point.explicitBounds().length, point.bucketCounts().length);
        double[] ends = Arrays.copyOf(point.explicitBounds(), finite + 1);
        ends[finite] = Double.POSITIVE_INFINITY;
        @Nullable SamplesBuilder[] to = perLabel(ends);
        double count = 0;
        for (int i = 0; i <= finite; i++) {
            count =
                    i < finite
                            ? count + StoredHistograms.unsigned(point.bucketCounts()[i])
                            : StoredHistograms.unsigned(point.count());
            SamplesBuilder builder = to[i];
            if (builder != null) {
                builder.add(timeMs, stale ? SamplesBuilder.STALE : count, startMs);
            }
        }
    }

    private void quantiles(BlockRows rows, int row, long timeMs, boolean stale) {
        SummaryPoint point = SummaryPoint.of(rows.payload(), row);
        double[] quantiles =
                point.quantiles().stream().mapToDouble(SummaryPoint.Quantile::quantile).toArray();
        @Nullable SamplesBuilder[] to = perLabel(quantiles);
        for (int i = 0; i < quantiles.length; i++) {
            SamplesBuilder builder = to[i];
            if (builder != null) {
                double value = point.quantiles().get(i).value();
                builder.add(timeMs, stale ? SamplesBuilder.STALE : value, 0);
            }
        }
    }

    /// The series of each value of the label that rows bring; mostly those of the row before.
    private @Nullable SamplesBuilder[] perLabel(double[] wanted) {
        if (!Arrays.equals(bounds, wanted)) {
            @Nullable SamplesBuilder[] found = new @Nullable SamplesBuilder[wanted.length];
            for (int i = 0; i < wanted.length; i++) {
                found[i] =
                        series.apply(
                                entry.labels()
                                        .with(
                                                entry.reading().rowLabel(),
                                                NumberText.format(wanted[i])));
            }
            perBound = found;
            bounds = wanted;
        }
        return perBound;
    }
}
