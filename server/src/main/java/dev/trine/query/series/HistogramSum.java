package dev.trine.query.series;

import java.util.function.IntUnaryOperator;

/// Adds histograms up, with the errors of floating point kept apart for each bucket, the count and
/// the sum. Histograms of one layout are added in place. Not safe for use by several threads.
public final class HistogramSum {
    private NativeHistogram layout;
    private final KahanSum count = new KahanSum();
    private final KahanSum sum = new KahanSum();
    private final KahanSum zeroCount = new KahanSum();
    private CompensatedBuckets negative;
    private CompensatedBuckets positive;

    /// Starts with a first histogram.
    public HistogramSum(NativeHistogram first) {
        layout = first;
        count.add(first.count());
        sum.add(first.sum());
        zeroCount.add(first.zeroCount());
        negative = new CompensatedBuckets(first.negative());
        positive = new CompensatedBuckets(first.positive());
    }

    /// Whether a histogram can be added.
    public boolean isCombinable(NativeHistogram other) {
        return layout.isCombinable(other);
    }

    /// Whether adding a histogram leaves only the custom bounds that both have.
    public boolean hasOtherBounds(NativeHistogram other) {
        return layout.hasOtherBounds(other);
    }

    /// Adds another one.
    ///
    /// @throws IllegalArgumentException when it is not combinable with those before
    public void add(NativeHistogram other) {
        NativeHistogram fitting = fit(other);
        layout = layout.withHint(hint(layout.hint(), other.hint()));
        count.add(fitting.count());
        sum.add(fitting.sum());
        zeroCount.add(fitting.zeroCount());
        negative.add(fitting.negative());
        positive.add(fitting.positive());
    }

    /// The histogram brought to the layout of the sum, after the sum has been made as coarse as the
    /// histogram is.
    private NativeHistogram fit(NativeHistogram other) {
        check(layout, other);
        if (layout.hasOtherBounds(other)) {
            double[] common = CustomBounds.common(layout.bounds(), other.bounds());
            double[] from = layout.bounds();
            positive.regroup(index -> CustomBounds.target(index, from, common));
            layout = CustomBounds.reduced(layout, common);
            return CustomBounds.reduced(other, common);
        }
        if (layout.schema() == other.schema() && layout.zeroThreshold() == other.zeroThreshold()) {
            return other;
        }
        return fitExponential(other);
    }

    private NativeHistogram fitExponential(NativeHistogram other) {
        if (layout.zeroThreshold() != other.zeroThreshold()) {
            NativeHistogram[] both = evened(value(), other);
            restart(both[0]);
            return fit(both[1]);
        }
        int schema = Math.min(layout.schema(), other.schema());
        int shift = layout.schema() - schema;
        if (shift > 0) {
            negative.regroup(index -> ((index - 1) >> shift) + 1);
            positive.regroup(index -> ((index - 1) >> shift) + 1);
            layout = layout.toSchema(schema);
        }
        return other.toSchema(schema);
    }

    private void restart(NativeHistogram value) {
        layout = value;
        zeroCount.set(value.zeroCount(), 0);
        negative = new CompensatedBuckets(value.negative());
        positive = new CompensatedBuckets(value.positive());
    }

    /// Whether adding a histogram may go beyond what numbers can hold.
    boolean mayOverflow(NativeHistogram other) {
        return Double.isInfinite(count.sum() + other.count())
                || Double.isInfinite(sum.sum() + other.sum())
                || Double.isInfinite(zeroCount.sum() + other.zeroCount())
                || Double.isInfinite(negative.greatest() + greatest(other.negative().counts()))
                || Double.isInfinite(positive.greatest() + greatest(other.positive().counts()));
    }

    private static double greatest(double[] values) {
        double greatest = 0;
        for (double value : values) {
            greatest = Math.max(greatest, Math.abs(value));
        }
        return greatest;
    }

    /// The sum of all.
    public NativeHistogram value() {
        return layout.withBuckets(
                zeroCount.value(), count.value(), sum.value(), negative.value(), positive.value());
    }

    /// Multiplies what has been summed up.
    void scale(double factor) {
        count.set(count.sum() * factor, count.error() * factor);
        sum.set(sum.sum() * factor, sum.error() * factor);
        zeroCount.set(zeroCount.sum() * factor, zeroCount.error() * factor);
        negative.scale(factor);
        positive.scale(factor);
    }

    /// One plus or minus another, without compensation: what operators do.
    static NativeHistogram combine(NativeHistogram one, NativeHistogram other, double sign) {
        check(one, other);
        NativeHistogram left = one;
        NativeHistogram right = other;
        if (one.hasOtherBounds(other)) {
            double[] common = CustomBounds.common(one.bounds(), other.bounds());
            left = CustomBounds.reduced(one, common);
            right = CustomBounds.reduced(other, common);
        } else if (!one.isCustom()) {
            NativeHistogram[] both = evened(one, other);
            int schema = Math.min(one.schema(), other.schema());
            left = both[0].toSchema(schema);
            right = both[1].toSchema(schema);
        }
        return left.withBuckets(
                        left.zeroCount() + sign * right.zeroCount(),
                        left.count() + sign * right.count(),
                        left.sum() + sign * right.sum(),
                        left.negative().plus(right.negative(), sign),
                        left.positive().plus(right.positive(), sign))
                .withHint(hint(one.hint(), other.hint()));
    }

    private static void check(NativeHistogram one, NativeHistogram other) {
        if (!one.isCombinable(other)) {
            throw new IllegalArgumentException("exponential and custom buckets do not add up");
        }
    }

    /// Both with the same zero bucket, the least that cuts no bucket of either.
    private static NativeHistogram[] evened(NativeHistogram one, NativeHistogram other) {
        NativeHistogram left = one;
        NativeHistogram right = other;
        while (left.zeroThreshold() != right.zeroThreshold()) {
            if (left.zeroThreshold() < right.zeroThreshold()) {
                left = ZeroBuckets.widened(left, right.zeroThreshold());
            } else {
                right = ZeroBuckets.widened(right, left.zeroThreshold());
            }
        }
        return new NativeHistogram[] {left, right};
    }

    /// A gauge makes a gauge; otherwise what both agree on.
    private static CounterResetHint hint(CounterResetHint one, CounterResetHint other) {
        if (one == CounterResetHint.GAUGE || other == CounterResetHint.GAUGE) {
            return CounterResetHint.GAUGE;
        }
        return one == other ? one : CounterResetHint.UNKNOWN;
    }

    /// Buckets whose counts are summed with their errors kept.
    private static final class CompensatedBuckets {
        private int[] indexes;
        private double[] sums;
        private double[] errors;

        CompensatedBuckets(HistogramBuckets buckets) {
            indexes = buckets.indexes();
            sums = buckets.counts().clone();
            errors = new double[sums.length];
        }

        void add(HistogramBuckets other) {
            int[] union = HistogramBuckets.union(indexes, other.indexes());
            if (union.length > indexes.length) {
                spread(union);
            }
            int at = 0;
            for (int i = 0; i < other.size(); i++) {
                while (indexes[at] < other.index(i)) {
                    at++;
                }
                add(at, other.count(i));
            }
        }

        private void add(int at, double value) {
            double next = sums[at] + value;
            errors[at] = KahanSum.error(errors[at], value, sums[at], next);
            sums[at] = next;
        }

        private void spread(int[] union) {
            double[] newSums = new double[union.length];
            double[] newErrors = new double[union.length];
            int from = 0;
            for (int i = 0; i < union.length && from < indexes.length; i++) {
                if (union[i] == indexes[from]) {
                    newSums[i] = sums[from];
                    newErrors[i] = errors[from++];
                }
            }
            indexes = union;
            sums = newSums;
            errors = newErrors;
        }

        void regroup(IntUnaryOperator target) {
            HistogramBuckets oldErrors = new HistogramBuckets(indexes, errors);
            HistogramBuckets oldSums = new HistogramBuckets(indexes, sums);
            HistogramBuckets groups = oldSums.regrouped(target);
            indexes = groups.indexes();
            sums = groups.counts();
            errors = oldErrors.regrouped(target).counts();
        }

        void scale(double factor) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] *= factor;
                errors[i] *= factor;
            }
        }

        double greatest() {
            return HistogramSum.greatest(sums);
        }

        HistogramBuckets value() {
            double[] values = new double[sums.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = Double.isInfinite(sums[i]) ? sums[i] : sums[i] + errors[i];
            }
            return new HistogramBuckets(indexes, values);
        }
    }
}
