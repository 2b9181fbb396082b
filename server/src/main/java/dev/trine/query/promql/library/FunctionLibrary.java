package dev.trine.query.promql.library;

import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.Function;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.VectorFunction;
import dev.trine.query.promql.range.RangeFunctions;
import dev.trine.query.series.NativeHistogram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// All functions by their names, but for those that need the engine itself: `info`,
/// `absent_over_time`, and `timestamp` and `start_timestamp` of selectors.
public final class FunctionLibrary {
    private static final Map<String, Function> ALL = all();

    private FunctionLibrary() {}

    /// What each name means.
    public static Map<String, Function> functions() {
        return ALL;
    }

    private static Map<String, Function> all() {
        Map<String, Function> all = new HashMap<>(RangeFunctions.functions());
        addMath(all);
        addTrigonometry(all);
        addDates(all);
        addScalars(all);
        addVectors(all);
        addHistograms(all);
        return Map.copyOf(all);
    }

    private static void number(
            Map<String, Function> all, String name, DoubleUnaryOperator function) {
        all.put(name, new NumberFunction(function));
    }

    private static void addMath(Map<String, Function> all) {
        number(all, "abs", Math::abs);
        number(all, "ceil", Math::ceil);
        number(all, "floor", Math::floor);
        number(all, "exp", Math::exp);
        number(all, "ln", Math::log);
        number(all, "log2", MathFunctions::log2);
        number(all, "log10", Math::log10);
        number(all, "sqrt", Math::sqrt);
        number(all, "sgn", MathFunctions::sign);
        all.put("round", new RoundFunction());
        all.put("clamp", new ClampFunction(1, 2));
        all.put("clamp_min", new ClampFunction(1, 0));
        all.put("clamp_max", new ClampFunction(0, 1));
    }

    private static void addTrigonometry(Map<String, Function> all) {
        number(all, "sin", Math::sin);
        number(all, "cos", Math::cos);
        number(all, "tan", Math::tan);
        number(all, "asin", Math::asin);
        number(all, "acos", Math::acos);
        number(all, "atan", Math::atan);
        number(all, "sinh", Math::sinh);
        number(all, "cosh", Math::cosh);
        number(all, "tanh", Math::tanh);
        number(all, "asinh", MathFunctions::asinh);
        number(all, "acosh", MathFunctions::acosh);
        number(all, "atanh", MathFunctions::atanh);
        number(all, "rad", degrees -> degrees * Math.PI / 180);
        number(all, "deg", radians -> radians * 180 / Math.PI);
    }

    private static void date(
            Map<String, Function> all, String name, ToLongFunction<CivilTime> part) {
        all.put(name, new DateFunction(part));
    }

    private static void addDates(Map<String, Function> all) {
        date(all, "minute", CivilTime::minute);
        date(all, "hour", CivilTime::hour);
        date(all, "day_of_week", CivilTime::dayOfWeek);
        date(all, "day_of_month", CivilTime::dayOfMonth);
        date(all, "day_of_year", CivilTime::dayOfYear);
        date(all, "days_in_month", CivilTime::daysInMonth);
        date(all, "month", CivilTime::month);
        date(all, "year", CivilTime::year);
    }

    /// A function as a method.
    @FunctionalInterface
    private interface Method {
        Value evaluate(List<Value> arguments, CallContext context);
    }

    private static void method(Map<String, Function> all, String name, Method method) {
        VectorFunction function = method::evaluate;
        all.put(name, function);
    }

    private static void addScalars(Map<String, Function> all) {
        method(all, "pi", ScalarFunctions::pi);
        method(all, "time", ScalarFunctions::time);
        method(all, "start", ScalarFunctions::start);
        method(all, "end", ScalarFunctions::end);
        method(all, "range", ScalarFunctions::range);
        method(all, "step", ScalarFunctions::step);
        method(all, "scalar", ScalarFunctions::scalar);
        method(all, "vector", ScalarFunctions::vector);
        method(all, "max_of", ScalarFunctions::max);
        method(all, "min_of", ScalarFunctions::min);
    }

    private static void addVectors(Map<String, Function> all) {
        all.put("absent", new AbsentFunction());
        all.put("timestamp", new TimestampFunction());
        all.put("sort", new SortFunction(false));
        all.put("sort_desc", new SortFunction(true));
        all.put("sort_by_label", new SortByLabelFunction(false));
        all.put("sort_by_label_desc", new SortByLabelFunction(true));
        method(all, "label_replace", LabelFunctions::replace);
        method(all, "label_join", LabelFunctions::join);
    }

    private static void histogram(
            Map<String, Function> all, String name, ToDoubleFunction<NativeHistogram> function) {
        all.put(name, new HistogramFunction(function));
    }

    private static void addHistograms(Map<String, Function> all) {
        histogram(all, "histogram_count", NativeHistogram::count);
        histogram(all, "histogram_sum", NativeHistogram::sum);
        histogram(all, "histogram_avg", HistogramFunction::mean);
        histogram(all, "histogram_stddev", HistogramFunction::deviation);
        histogram(all, "histogram_stdvar", HistogramFunction::variance);
        all.put("histogram_fraction", new FractionFunction());
        all.put("histogram_quantile", new QuantileFunction(false));
        all.put("histogram_quantiles", new QuantileFunction(true));
    }
}
