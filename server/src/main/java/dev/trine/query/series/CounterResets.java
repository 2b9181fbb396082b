package dev.trine.query.series;

/// Sees from the buckets whether a histogram began to count anew.
final class CounterResets {
    private CounterResets() {}

    static boolean isBelow(NativeHistogram now, NativeHistogram earlier) {
        if (now.count() < earlier.count()) {
            return true;
        }
        if (now.isCustom() != earlier.isCustom()) {
            return true;
        }
        return now.isCustom() ? customIsBelow(now, earlier) : exponentialIsBelow(now, earlier);
    }

    private static boolean customIsBelow(NativeHistogram now, NativeHistogram earlier) {
        if (!now.hasOtherBounds(earlier)) {
            return now.positive().isBelow(earlier.positive());
        }
        double[] bounds = CustomBounds.common(now.bounds(), earlier.bounds());
        return CustomBounds.regrouped(now, bounds).isBelow(CustomBounds.regrouped(earlier, bounds));
    }

    private static boolean exponentialIsBelow(NativeHistogram now, NativeHistogram earlier) {
        if (now.schema() > earlier.schema() || now.zeroThreshold() < earlier.zeroThreshold()) {
            return true;
        }
        NativeHistogram before = ZeroBuckets.widened(earlier, now.zeroThreshold());
        if (before.zeroThreshold() != now.zeroThreshold() || now.zeroCount() < before.zeroCount()) {
            return true;
        }
        before = before.toSchema(now.schema());
        return now.positive().isBelow(before.positive())
                || now.negative().isBelow(before.negative());
    }
}
