package dev.trine.query.promql.conformance;

import dev.trine.model.Labels;
import dev.trine.query.exec.Query;
import dev.trine.query.series.CounterResetHint;
import dev.trine.query.series.LabelMatcher;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.Samples;
import dev.trine.query.series.Selection;
import dev.trine.query.series.SeriesRun;
import dev.trine.query.series.SeriesSource;
import dev.trine.query.series.SeriesVisitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Series in memory, in the order in which they came. Counter reset hints of histograms come back as
/// Prometheus's storage answers them: known to be no reset after an earlier histogram, otherwise
/// unknown.
final class MemorySeriesSource implements SeriesSource {
    private static final long STALE = 0x7ff0000000000002L;

    private final Map<Labels, TreeMap<Long, Sample>> series = new LinkedHashMap<>();

    private record Sample(double value, @Nullable NativeHistogram histogram, long startMs) {}

    void clear() {
        series.clear();
    }

    void add(
            Labels labels,
            long timeMs,
            double value,
            @Nullable NativeHistogram histogram,
            long startMs) {
        series.computeIfAbsent(labels, _ -> new TreeMap<>())
                .put(timeMs, new Sample(value, histogram, startMs));
    }

    @Override
    public List<SeriesRun> select(Selection selection, Query query) {
        List<SeriesRun> selected = new ArrayList<>();
        series.forEach((labels, samples) -> {
            boolean matches = true;
            for (LabelMatcher matcher : selection.matchers()) {
                matches &= matcher.matches(labels.get(matcher.name()));
            }
            if (matches) {
                selected.add(new Stored(labels, samples(samples, selection)));
            }
        });
        return selected;
    }

    private record Stored(Labels labels, Samples samples) implements SeriesRun {
        @Override
        public void read(SeriesVisitor visitor) {
            visitor.series(labels, samples);
        }
    }

    private static Samples samples(TreeMap<Long, Sample> all, Selection selection) {
        int size = all.size();
        long[] times = new long[size];
        double[] values = new double[size];
        NativeHistogram[] histograms = new NativeHistogram[size];
        long[] starts = new long[size];
        boolean hasHistograms = false;
        boolean hasStarts = false;
        int length = 0;
        NativeHistogram before = null;
        for (Map.Entry<Long, Sample> entry : all.entrySet()) {
            Sample sample = entry.getValue();
            times[length] = entry.getKey();
            values[length] = sample.value();
            NativeHistogram histogram = sample.histogram();
            if (histogram != null) {
                histograms[length] = histogram.withHint(hint(before, histogram));
                hasHistograms = true;
            }
            before = histogram;
            starts[length] = sample.startMs();
            hasStarts |= sample.startMs() != 0;
            length++;
        }
        int from = 0;
        while (from < size && times[from] < selection.minMs()) {
            from++;
        }
        int to = from;
        while (to < size && times[to] <= selection.maxMs()) {
            to++;
        }
        return new Samples(
                times,
                values,
                hasHistograms ? histograms : null,
                hasStarts ? starts : null,
                from,
                to);
    }

    private static CounterResetHint hint(@Nullable NativeHistogram before, NativeHistogram now) {
        if (now.hint() == CounterResetHint.GAUGE) {
            return CounterResetHint.GAUGE;
        }
        boolean goesOn =
                before != null
                        && before.hint() != CounterResetHint.GAUGE
                        && now.hint() != CounterResetHint.RESET
                        && !isStale(before)
                        && now.schema() == before.schema()
                        && now.zeroThreshold() == before.zeroThreshold()
                        && !now.hasOtherBounds(before)
                        && !now.withHint(CounterResetHint.UNKNOWN).isResetSince(before);
        return goesOn ? CounterResetHint.NOT_RESET : CounterResetHint.UNKNOWN;
    }

    private static boolean isStale(NativeHistogram histogram) {
        return Double.doubleToRawLongBits(histogram.sum()) == STALE;
    }
}
