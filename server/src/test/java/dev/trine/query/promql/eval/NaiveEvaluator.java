package dev.trine.query.promql.eval;

import dev.trine.model.Labels;
import dev.trine.query.promql.ast.Aggregation;
import dev.trine.query.promql.ast.Binary;
import dev.trine.query.promql.ast.BinaryOperator;
import dev.trine.query.promql.ast.Call;
import dev.trine.query.promql.ast.Duration;
import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.ast.NumberLiteral;
import dev.trine.query.promql.ast.Paren;
import dev.trine.query.promql.ast.RangeSelector;
import dev.trine.query.promql.ast.Subquery;
import dev.trine.query.promql.ast.TimeShift;
import dev.trine.query.promql.ast.Unary;
import dev.trine.query.promql.ast.ValueType;
import dev.trine.query.promql.ast.VectorMatching;
import dev.trine.query.promql.ast.VectorMatching.Cardinality;
import dev.trine.query.promql.ast.VectorSelector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Evaluates a part of PromQL in the plainest way: one step at a time, maps from labels to numbers,
/// every sample looked at each time. Nothing of the engine is used. Knows numbers only, and removes
/// names at once.
final class NaiveEvaluator {
    private static final long LOOKBACK_MS = 300_000;
    private static final long STALE = 0x7ff0000000000002L;

    private final MemorySeries series;
    private final long startMs;
    private final long endMs;

    NaiveEvaluator(MemorySeries series, long startMs, long endMs) {
        this.series = series;
        this.startMs = startMs;
        this.endMs = endMs;
    }

    /// An answer that does not exist.
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private record Point(long timeMs, double value) {}

    /// A scalar as a vector of one element without labels.
    Map<Labels, Double> at(Expr expr, long timeMs) {
        return switch (expr) {
            case NumberLiteral number -> Map.of(Labels.EMPTY, number.value());
            case Paren paren -> at(paren.expr(), timeMs);
            case Unary unary -> negated(at(unary.expr(), timeMs), unary.negative());
            case VectorSelector selector -> instant(selector, timeMs);
            case Binary binary -> binary(binary, timeMs);
            case Aggregation aggregation -> aggregation(aggregation, timeMs);
            case Call call -> call(call, timeMs);
            default -> throw new IllegalArgumentException(expr.toString());
        };
    }

    private static Map<Labels, Double> negated(Map<Labels, Double> in, boolean negative) {
        if (!negative) {
            return in;
        }
        Map<Labels, Double> out = new LinkedHashMap<>();
        in.forEach((labels, value) -> put(out, labels.withoutMetric(), -value));
        return out;
    }

    private static void put(Map<Labels, Double> out, Labels labels, double value) {
        if (out.put(labels, value) != null) {
            throw new Refused();
        }
    }

    private long shifted(TimeShift shift, long timeMs) {
        long base =
                switch (shift.at()) {
                    case TimeShift.At.Unset _ -> timeMs;
                    case TimeShift.At.Time time -> time.timeMs();
                    case TimeShift.At.Start _ -> startMs;
                    case TimeShift.At.End _ -> endMs;
                };
        return base - (shift.offset() == null ? 0 : millis(shift.offset()));
    }

    private static long millis(Duration duration) {
        return ((Duration.Literal) duration).millis();
    }

    private Map<Labels, Double> instant(VectorSelector selector, long timeMs) {
        long time = shifted(selector.shift(), timeMs);
        Map<Labels, Double> out = new LinkedHashMap<>();
        for (int i = 0; i < series.labels().size(); i++) {
            Point latest = null;
            for (Point point : points(i)) {
                if (point.timeMs() <= time && point.timeMs() > time - LOOKBACK_MS) {
                    latest = point;
                }
            }
            boolean alive = latest != null && Double.doubleToRawLongBits(latest.value()) != STALE;
            if (alive && matches(selector, series.labels().get(i))) {
                put(out, series.labels().get(i), latest.value());
            }
        }
        return out;
    }

    private static boolean matches(VectorSelector selector, Labels labels) {
        return selector.matchers().stream()
                .allMatch(matcher -> matcher.matches(labels.get(matcher.name())));
    }

    private List<Point> points(int index) {
        var samples = series.samples(index);
        List<Point> points = new ArrayList<>();
        for (int i = samples.from(); i < samples.to(); i++) {
            points.add(new Point(samples.timesMs()[i], samples.values()[i]));
        }
        return points;
    }

    private Map<Labels, List<Point>> range(Expr expr, long timeMs) {
        Map<Labels, List<Point>> out = new LinkedHashMap<>();
        if (expr instanceof RangeSelector range) {
            long end = shifted(range.selector().shift(), timeMs);
            long start = end - millis(range.range());
            for (int i = 0; i < series.labels().size(); i++) {
                List<Point> inside =
                        points(i).stream()
                                .filter(p -> p.timeMs() > start && p.timeMs() <= end)
                                .filter(p -> Double.doubleToRawLongBits(p.value()) != STALE)
                                .toList();
                if (!inside.isEmpty() && matches(range.selector(), series.labels().get(i))) {
                    out.put(series.labels().get(i), inside);
                }
            }
            return out;
        }
        Subquery subquery = (Subquery) expr;
        long end = shifted(subquery.shift(), timeMs);
        long start = end - millis(subquery.range());
        long step = subquery.step() == null ? 60_000 : millis(subquery.step());
        for (long t = Math.floorDiv(start, step) * step; t <= end; t += step) {
            if (t > start) {
                long now = t;
                at(subquery.expr(), t)
                        .forEach((labels, value) ->
                                out.computeIfAbsent(labels, _ -> new ArrayList<>())
                                        .add(new Point(now, value)));
            }
        }
        return out;
    }

    private Map<Labels, Double> call(Call call, long timeMs) {
        Map<Labels, Double> out = new LinkedHashMap<>();
        if (call.name().equals("abs")) {
            at(call.arguments().get(0), timeMs)
                    .forEach((labels, v) -> put(out, labels.withoutMetric(), Math.abs(v)));
            return out;
        }
        range(call.arguments().get(0), timeMs)
                .forEach((labels, points) -> {
                    double[] values = points.stream().mapToDouble(Point::value).toArray();
                    boolean keeps = call.name().equals("last_over_time");
                    put(
                            out,
                            keeps ? labels : labels.withoutMetric(),
                            overTime(call.name(), values));
                });
        return out;
    }

    private static double overTime(String function, double[] values) {
        return switch (function) {
            case "sum_over_time" -> Arrays.stream(values).sum();
            case "count_over_time" -> values.length;
            case "max_over_time" -> Arrays.stream(values).max().orElseThrow();
            case "min_over_time" -> Arrays.stream(values).min().orElseThrow();
            case "last_over_time" -> values[values.length - 1];
            default -> throw new IllegalArgumentException(function);
        };
    }

    private Map<Labels, Double> aggregation(Aggregation aggregation, long timeMs) {
        Map<Labels, List<Double>> groups = new LinkedHashMap<>();
        String[] names = aggregation.grouping().toArray(String[]::new);
        at(aggregation.expr(), timeMs)
                .forEach((labels, value) -> {
                    Labels group =
                            aggregation.without()
                                    ? labels.without(names).without(Labels.NAME)
                                    : labels.only(names);
                    groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(value);
                });
        Map<Labels, Double> out = new LinkedHashMap<>();
        groups.forEach((labels, values) -> out.put(labels, aggregate(aggregation, values)));
        return out;
    }

    private static double aggregate(Aggregation aggregation, List<Double> values) {
        double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
        double mean = Arrays.stream(numbers).average().orElseThrow();
        double variance = Arrays.stream(numbers).map(n -> (n - mean) * (n - mean)).sum();
        return switch (aggregation.operator()) {
            case SUM -> Arrays.stream(numbers).sum();
            case AVG -> mean;
            case COUNT -> numbers.length;
            case MIN -> Arrays.stream(numbers).min().orElseThrow();
            case MAX -> Arrays.stream(numbers).max().orElseThrow();
            case GROUP -> 1;
            case STDVAR -> variance / numbers.length;
            case STDDEV -> Math.sqrt(variance / numbers.length);
            default -> throw new IllegalArgumentException(aggregation.toString());
        };
    }

    private Map<Labels, Double> binary(Binary binary, long timeMs) {
        Map<Labels, Double> left = at(binary.left(), timeMs);
        Map<Labels, Double> right = at(binary.right(), timeMs);
        VectorMatching matching = binary.matching();
        if (matching == null) {
            return scalar(binary, left, right);
        }
        Map<Labels, List<Labels>> leftKeys = byKey(left, matching);
        Map<Labels, List<Labels>> rightKeys = byKey(right, matching);
        Map<Labels, Double> out = new LinkedHashMap<>();
        if (binary.operator().isSet()) {
            boolean wanted = binary.operator() == BinaryOperator.AND;
            left.forEach((labels, value) -> {
                boolean matched = rightKeys.containsKey(key(labels, matching));
                if (binary.operator() == BinaryOperator.OR || matched == wanted) {
                    put(out, labels, value);
                }
            });
            if (binary.operator() == BinaryOperator.OR) {
                right.forEach((labels, value) -> {
                    if (!leftKeys.containsKey(key(labels, matching))) {
                        put(out, labels, value);
                    }
                });
            }
            return out;
        }
        if (left.isEmpty() || right.isEmpty()) {
            return out;
        }
        boolean swapped = matching.cardinality() == Cardinality.ONE_TO_MANY;
        Map<Labels, List<Labels>> many = swapped ? rightKeys : leftKeys;
        Map<Labels, List<Labels>> one = swapped ? leftKeys : rightKeys;
        if (one.values().stream().anyMatch(labels -> labels.size() > 1)) {
            throw new Refused();
        }
        many.forEach((key, all) -> {
            if (!one.containsKey(key)) {
                return;
            }
            if (matching.cardinality() == Cardinality.ONE_TO_ONE && all.size() > 1) {
                throw new Refused();
            }
            Set<Labels> results = new HashSet<>();
            for (Labels each : all) {
                Labels single = one.get(key).get(0);
                Labels result = result(binary, matching, each, single);
                if (!results.add(result)) {
                    throw new Refused();
                }
                double a = left.get(swapped ? single : each);
                double b = right.get(swapped ? each : single);
                element(binary, result, a, b, a, out);
            }
        });
        return out;
    }

    private static Labels result(Binary binary, VectorMatching matching, Labels many, Labels one) {
        Labels labels = binary.operator().isArithmetic() ? many.withoutMetric() : many;
        if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
            String[] names = matching.labels().toArray(String[]::new);
            labels = matching.on() ? labels.only(names) : labels.without(names);
        }
        for (String name : matching.include()) {
            labels = labels.with(name, one.get(name));
        }
        return binary.returnBool() ? labels.withoutMetric() : labels;
    }

    private static Labels key(Labels labels, VectorMatching matching) {
        String[] names = matching.labels().toArray(String[]::new);
        return matching.on() ? labels.only(names) : labels.without(names).without(Labels.NAME);
    }

    private static Map<Labels, List<Labels>> byKey(
            Map<Labels, Double> vector, VectorMatching matching) {
        Map<Labels, List<Labels>> byKey = new TreeMap<>();
        vector.keySet()
                .forEach(labels ->
                        byKey.computeIfAbsent(key(labels, matching), _ -> new ArrayList<>())
                                .add(labels));
        return byKey;
    }

    private static Map<Labels, Double> scalar(
            Binary binary, Map<Labels, Double> left, Map<Labels, Double> right) {
        Map<Labels, Double> out = new LinkedHashMap<>();
        boolean scalarLeft = isScalar(binary.left());
        boolean drops = binary.operator().isArithmetic() || binary.returnBool();
        if (scalarLeft) {
            double a = left.get(Labels.EMPTY);
            right.forEach((labels, b) ->
                    element(binary, drops ? labels.withoutMetric() : labels, a, b, b, out));
        } else {
            double b = right.get(Labels.EMPTY);
            left.forEach((labels, a) ->
                    element(binary, drops ? labels.withoutMetric() : labels, a, b, a, out));
        }
        return out;
    }

    private static boolean isScalar(Expr expr) {
        return expr.type() == ValueType.SCALAR;
    }

    private static void element(
            Binary binary,
            Labels labels,
            double a,
            double b,
            double kept,
            Map<Labels, Double> out) {
        switch (binary.operator()) {
            case ADD -> put(out, labels, a + b);
            case SUBTRACT -> put(out, labels, a - b);
            case MULTIPLY -> put(out, labels, a * b);
            case DIVIDE -> put(out, labels, a / b);
            case GREATER -> compared(binary, labels, a > b, kept, out);
            case LESS_OR_EQUAL -> compared(binary, labels, a <= b, kept, out);
            case EQUAL -> compared(binary, labels, a == b, kept, out);
            case NOT_EQUAL -> compared(binary, labels, a != b, kept, out);
            default -> throw new IllegalArgumentException(binary.toString());
        }
    }

    private static void compared(
            Binary binary, Labels labels, boolean holds, double kept, Map<Labels, Double> out) {
        if (binary.returnBool()) {
            put(out, labels, holds ? 1 : 0);
        } else if (holds) {
            put(out, labels, kept);
        }
    }
}
