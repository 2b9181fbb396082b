package dev.trine.query.metrics.series;

import dev.trine.query.exec.Query;
import dev.trine.query.series.CounterResetHint;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.Samples;
import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Gathers the samples of one series from parts and heads, in any order.
final class SamplesBuilder {
    /// The marker of a series that has ended.
    static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

    private static final int SAMPLE_BYTES = 16;
    private static final int FIRST_CAPACITY = 16;

    /// How far apart the samples of `target_info` are, at least.
    private static final long TARGET_STEP_MS = 15_000;

    private final Query query;
    private final boolean delta;
    private long[] times = {};
    private double[] values = {};
    private @Nullable NativeHistogram @Nullable [] histograms;
    private long @Nullable [] starts;
    private @Nullable TreeMap<Long, Long> seen;
    private long charged;
    private int size;
    private boolean ordered = true;

    /// @param delta whether samples are differences, to be summed up
    SamplesBuilder(boolean delta, Query query) {
        this.delta = delta;
        this.query = query;
    }

    /// Makes room for more samples about to be added.
    void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > times.length) {
            resize(Math.max(needed, needed > FIRST_CAPACITY && size > 0 ? 2 * size : 0));
        }
    }

    void add(long timeMs, double value, long startMs) {
        grow();
        times[size] = timeMs;
        values[size] = value;
        if (startMs != 0 && starts == null) {
            starts = new long[times.length];
        }
        if (starts != null) {
            starts[size] = startMs;
        }
        if (histograms != null) {
            histograms[size] = null;
        }
        ordered &= size == 0 || times[size - 1] < timeMs;
        size++;
    }

    void add(long timeMs, NativeHistogram histogram, long startMs) {
        add(timeMs, histogram.sum(), startMs);
        charge(histogram.bytes());
        if (histograms == null) {
            histograms = new NativeHistogram[times.length];
        }
        histograms[size - 1] = histogram;
    }

    /// Notes that there was something at a time.
    void addPresence(long timeMs) {
        if (seen == null) {
            seen = new TreeMap<>();
        }
        if (seen.merge(Math.floorDiv(timeMs, TARGET_STEP_MS), timeMs, Math::min) == timeMs) {
            charge(64);
        }
    }

    private void grow() {
        if (size < times.length) {
            return;
        }
        resize(Math.max(FIRST_CAPACITY, Math.multiplyExact(size, 2)));
    }

    private void resize(int capacity) {
        charge((long) (capacity - times.length) * SAMPLE_BYTES);
        times = Arrays.copyOf(times, capacity);
        values = Arrays.copyOf(values, capacity);
        histograms = histograms == null ? null : Arrays.copyOf(histograms, capacity);
        starts = starts == null ? null : Arrays.copyOf(starts, capacity);
    }

    /// Brings the samples into order; of several at one time the one stored first stays.
    SamplesBuilder finish() {
        if (seen != null) {
            seen.values().forEach(time -> add(time, 1, 0));
            seen = null;
        }
        if (!ordered) {
            reorder();
        }
        if (delta) {
            accumulate();
        }
        return this;
    }

    private void reorder() {
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingLong((Integer i) -> times[i]));
        long[] newTimes = new long[size];
        double[] newValues = new double[size];
        @Nullable NativeHistogram @Nullable [] newHistograms =
                histograms == null ? null : new NativeHistogram[size];
        long @Nullable [] newStarts = starts == null ? null : new long[size];
        int kept = 0;
        for (int from : order) {
            if (kept > 0 && newTimes[kept - 1] == times[from]) {
                continue;
            }
            newTimes[kept] = times[from];
            newValues[kept] = values[from];
            if (newHistograms != null && histograms != null) {
                newHistograms[kept] = histograms[from];
            }
            if (newStarts != null && starts != null) {
                newStarts[kept] = starts[from];
            }
            kept++;
        }
        times = newTimes;
        values = newValues;
        histograms = newHistograms;
        starts = newStarts;
        size = kept;
    }

    /// Sums differences up. A stale marker stays one.
    private void accumulate() {
        double sum = 0;
        NativeHistogram whole = null;
        for (int i = 0; i < size; i++) {
            NativeHistogram histogram = histograms == null ? null : histograms[i];
            if (histogram != null && histograms != null) {
                whole = whole == null ? histogram : whole.plus(histogram);
                histograms[i] = whole.withHint(CounterResetHint.UNKNOWN);
            } else if (Double.doubleToRawLongBits(values[i]) != Double.doubleToRawLongBits(STALE)) {
                sum += values[i];
                values[i] = sum;
            }
        }
    }

    private void charge(long bytes) {
        query.charge(bytes);
        charged += bytes;
    }

    /// What has been charged to the query for these samples.
    long chargedBytes() {
        return charged;
    }

    /// All samples, after [#finish()].
    Samples samples() {
        return new Samples(times, values, histograms, starts, 0, size);
    }
}
