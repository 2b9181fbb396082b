package dev.trine.query.promql.library;

import dev.trine.model.Labels;
import dev.trine.model.QuotedText;
import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.range.Notes;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepSeries;
import dev.trine.query.syntax.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The histograms of a vector: the native ones, and the classic ones put together from their
/// buckets. Where both are of the same labels at the same time, neither is used.
final class HistogramVector {
    private static final String BUCKET = "le";

    private final CallContext context;
    private final Span place;
    private final Map<Labels, Group> groups = new LinkedHashMap<>();

    /// @param argument index of the argument that the vector is
    HistogramVector(Value.Vector vector, CallContext context, int argument) {
        this.context = context;
        this.place = context.argumentSpan(argument);
        for (StepSeries series : vector.series()) {
            add(series);
        }
        for (Group group : groups.values()) {
            group.buckets.sort(Comparator.comparingDouble(Bucket::bound));
            dropConflicts(group);
        }
    }

    /// Histograms of one set of labels, without that of the bucket.
    static final class Group {
        final StepSeries series;
        final List<Bucket> buckets = new ArrayList<>();
        @Nullable StepColumn nativeColumn;
        private final boolean[] conflicts;

        Group(StepSeries series) {
            this.series = series;
            this.conflicts = new boolean[series.column().size()];
        }

        /// The native histogram at a step, null when there is none.
        @Nullable NativeHistogram histogram(int step) {
            StepColumn column = nativeColumn;
            return column == null || conflicts[step] || !column.has(step)
                    ? null
                    : column.histogram(step);
        }

        /// Fills in the classic buckets at a step.
        void fill(int step, ClassicBuckets classic) {
            classic.clear();
            if (!conflicts[step]) {
                for (Bucket bucket : buckets) {
                    if (bucket.column.hasNumber(step)) {
                        classic.add(bucket.bound, bucket.column.number(step));
                    }
                }
            }
        }
    }

    /// The counts of one classic bucket.
    record Bucket(double bound, StepColumn column) {}

    /// All histograms, by their labels.
    Iterable<Group> groups() {
        return groups.values();
    }

    private void add(StepSeries series) {
        StepColumn column = series.column();
        boolean numbers = false;
        boolean histograms = false;
        for (int step = 0; step < column.size(); step++) {
            boolean number = column.hasNumber(step);
            numbers |= number;
            histograms |= column.has(step) && !number;
        }
        if (histograms) {
            groups.computeIfAbsent(series.labels(), _ -> new Group(series)).nativeColumn = column;
        }
        if (numbers) {
            addBucket(series);
        }
    }

    private void addBucket(StepSeries series) {
        String text = series.labels().get(BUCKET);
        double bound = bound(text);
        if (Double.isNaN(bound)) {
            context.warn(
                    Notes.ofMetric(
                            "bucket label \"le\" is missing or has a malformed value of "
                                    + QuotedText.of(text),
                            context.nameIfKept(series.labels())),
                    place);
            return;
        }
        Labels labels = series.labels().without(BUCKET);
        groups.computeIfAbsent(
                        labels,
                        _ -> new Group(new StepSeries(labels, series.column(), series.dropName())))
                .buckets
                .add(new Bucket(bound, series.column()));
    }

    /// NaN when the text is no decimal number.
    private static double bound(String text) {
        switch (text) {
            case "+Inf", "Inf", "+inf", "inf" -> {
                return Double.POSITIVE_INFINITY;
            }
            case "-Inf", "-inf" -> {
                return Double.NEGATIVE_INFINITY;
            }
            default -> {
                // What Java reads besides: blanks around, hexadecimal, suffixes.
                boolean decimal = text.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0);
                try {
                    return decimal ? Double.parseDouble(text) : Double.NaN;
                } catch (NumberFormatException _) {
                    return Double.NaN;
                }
            }
        }
    }

    private void dropConflicts(Group group) {
        StepColumn column = group.nativeColumn;
        if (column == null || group.buckets.isEmpty()) {
            return;
        }
        for (int step = 0; step < column.size(); step++) {
            int at = step;
            boolean classic = group.buckets.stream().anyMatch(b -> b.column.hasNumber(at));
            if (classic && column.has(step) && column.histogram(step) != null) {
                group.conflicts[step] = true;
                context.warn(
                        Notes.ofMetric(
                                "vector contains a mix of classic and native histograms",
                                context.nameIfKept(group.series.labels())),
                        place);
            }
        }
    }
}
