package dev.trine.query.promql.range;

import dev.trine.query.promql.function.RangeFunction;
import java.util.HashMap;
import java.util.Map;

/// All functions of range vectors by their names, but for `absent_over_time`, which needs to see all
/// series.
public final class RangeFunctions {
    private static final Map<String, RangeFunction> ALL = all();

    private RangeFunctions() {}

    /// What each name means.
    public static Map<String, RangeFunction> functions() {
        return ALL;
    }

    private static Map<String, RangeFunction> all() {
        Map<String, RangeFunction> all = new HashMap<>();
        addRates(all);
        addOverTime(all);
        addStatistics(all);
        return Map.copyOf(all);
    }

    private static void addRates(Map<String, RangeFunction> all) {
        all.put("rate", new RateFunction(true, true));
        all.put("increase", new RateFunction(true, false));
        all.put("delta", new RateFunction(false, false));
        all.put("irate", new InstantRateFunction(true));
        all.put("idelta", new InstantRateFunction(false));
        all.put("changes", new CountingFunction(false));
        all.put("resets", new CountingFunction(true));
    }

    private static void addOverTime(Map<String, RangeFunction> all) {
        all.put("sum_over_time", new SumOverTimeFunction(false));
        all.put("avg_over_time", new SumOverTimeFunction(true));
        all.put("count_over_time", new CountOverTimeFunction(false));
        all.put("present_over_time", new CountOverTimeFunction(true));
        all.put("max_over_time", new ExtremeOverTimeFunction(true, false));
        all.put("min_over_time", new ExtremeOverTimeFunction(false, false));
        all.put("ts_of_max_over_time", new ExtremeOverTimeFunction(true, true));
        all.put("ts_of_min_over_time", new ExtremeOverTimeFunction(false, true));
        all.put("first_over_time", new EdgeOverTimeFunction(false, false));
        all.put("last_over_time", new EdgeOverTimeFunction(true, false));
        all.put("ts_of_first_over_time", new EdgeOverTimeFunction(false, true));
        all.put("ts_of_last_over_time", new EdgeOverTimeFunction(true, true));
    }

    private static void addStatistics(Map<String, RangeFunction> all) {
        all.put("stddev_over_time", new NumbersOverTimeFunction(1, Kernels::deviation));
        all.put("stdvar_over_time", new NumbersOverTimeFunction(1, Kernels::variance));
        all.put("quantile_over_time", new NumbersOverTimeFunction(1, Kernels::quantile));
        all.put("mad_over_time", new NumbersOverTimeFunction(1, Kernels::medianDeviation));
        all.put("deriv", new NumbersOverTimeFunction(2, Kernels::derivative));
        all.put("predict_linear", new NumbersOverTimeFunction(2, Kernels::prediction));
        all.put("double_exponential_smoothing", new SmoothingFunction());
    }
}
