package dev.trine.query.promql.eval;

import dev.trine.query.promql.ast.Call;
import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.ast.Paren;
import dev.trine.query.promql.ast.ValueType;
import dev.trine.query.promql.ast.VectorSelector;
import dev.trine.query.promql.function.AbsentLabels;
import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.EvaluationException;
import dev.trine.query.promql.function.Function;
import dev.trine.query.promql.function.RangeFunction;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.VectorFunction;
import dev.trine.query.promql.function.WindowedSeries;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepGrid;
import dev.trine.query.series.StepSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Evaluates function calls: arguments first, then the function, but for those few that need to see
/// more than values.
final class Calls {
    private static final Value NOTHING = new Value.Vector(List.of());

    private final Evaluation evaluation;
    private final BiFunction<Expr, StepGrid, Value> evaluator;
    private final InstantSelectors selectors;
    private final RangeCalls ranges;

    Calls(
            Evaluation evaluation,
            BiFunction<Expr, StepGrid, Value> evaluator,
            InstantSelectors selectors,
            RangeCalls ranges) {
        this.evaluation = evaluation;
        this.evaluator = evaluator;
        this.selectors = selectors;
        this.ranges = ranges;
    }

    Value evaluate(Call call, StepGrid grid) {
        CallContext context = context(call, grid);
        return switch (call.name()) {
            case "timestamp" -> timestamp(call, context);
            case "start_timestamp" -> startTimestamp(call, context);
            case "absent_over_time" -> absentOverTime(call, context);
            case "info" -> new InfoCall(evaluation, context, selectors).evaluate(info(call, grid));
            default -> library(call, context);
        };
    }

    private CallContext context(Call call, StepGrid grid) {
        return new CallContext(
                call,
                grid,
                evaluation.queryGrid,
                evaluation.options,
                evaluation.annotations,
                evaluation.query);
    }

    /// The series of a call, one after another, when it is one of a function that looks at each by
    /// itself.
    Optional<SeriesStream> stream(Call call, StepGrid grid) {
        if (evaluation.functions.get(call.name()) instanceof RangeFunction range
                && !call.name().equals("absent_over_time")) {
            List<Value> arguments = arguments(call, grid);
            return Optional.of(ranges.stream(call, range, arguments, context(call, grid)));
        }
        return Optional.empty();
    }

    private Value library(Call call, CallContext context) {
        Function function = evaluation.functions.get(call.name());
        if (function == null) {
            throw new EvaluationException("function " + call.name() + " is not available");
        }
        List<Value> arguments = arguments(call, context.grid());
        return switch (function) {
            case RangeFunction range -> {
                List<StepSeries> series = ranges.evaluate(call, range, arguments, context);
                if (!evaluation.options.delayedNameRemoval()) {
                    SeriesMerge.requireDistinct(series);
                }
                yield new Value.Vector(series);
            }
            case VectorFunction vector ->
                    distinct(vector.evaluate(arguments, context), context.grid());
        };
    }

    /// An instant vector keeps the order that a function gave it.
    private Value distinct(Value value, StepGrid grid) {
        if (!(value instanceof Value.Vector vector)) {
            return value;
        }
        if (grid.size() > 1) {
            return new Value.Vector(SeriesMerge.merge(vector.series()));
        }
        if (!evaluation.options.delayedNameRemoval()) {
            SeriesMerge.requireDistinct(vector.series());
        }
        return value;
    }

    private List<Value> arguments(Call call, StepGrid grid) {
        List<Value> values = new ArrayList<>(call.arguments().size());
        for (Expr argument : call.arguments()) {
            values.add(
                    argument.type() == ValueType.MATRIX
                            ? NOTHING
                            : evaluator.apply(argument, grid));
        }
        return values;
    }

    /// The time of a selector's samples is not that of the step.
    private Value timestamp(Call call, CallContext context) {
        Expr argument = Paren.unwrap(call.arguments().get(0));
        if (!(argument instanceof VectorSelector selector)) {
            return library(call, context);
        }
        return timesOf(selector, InstantSelectors.Wanted.TIME, context);
    }

    /// What is computed has no start, nor is it known unless it is to be used.
    private Value startTimestamp(Call call, CallContext context) {
        Expr argument = Paren.unwrap(call.arguments().get(0));
        return argument instanceof VectorSelector selector
                        && evaluation.options.useStartTimestamps()
                ? timesOf(selector, InstantSelectors.Wanted.START, context)
                : NOTHING;
    }

    private Value timesOf(
            VectorSelector selector, InstantSelectors.Wanted wanted, CallContext context) {
        Value.Vector times =
                selectors.evaluate(selector, context.grid(), wanted, context.call().name());
        List<StepSeries> nameless = new ArrayList<>();
        for (StepSeries series : times.series()) {
            nameless.add(context.nameless(series, series.column()));
        }
        return distinct(new Value.Vector(nameless), context.grid());
    }

    private Value absentOverTime(Call call, CallContext context) {
        List<StepSeries> present = ranges.evaluate(call, new Presence(), List.of(NOTHING), context);
        StepColumn column = new StepColumn(context.grid().size());
        long[] any = MatchKeys.present(present, column.size());
        for (int step = 0; step < column.size(); step++) {
            if (!Bits.get(any, step)) {
                column.set(step, 1);
            }
        }
        Expr argument = Paren.unwrap(call.arguments().get(0));
        return column.isEmpty()
                ? NOTHING
                : new Value.Vector(
                        List.of(new StepSeries(AbsentLabels.of(argument), column, true)));
    }

    /// Marks the steps whose window is not empty.
    private static final class Presence implements RangeFunction {
        @Override
        public void evaluate(
                WindowedSeries series, List<Value> arguments, CallContext context, StepColumn out) {
            for (int step = 0; step < series.steps(); step++) {
                if (series.from()[step] < series.to()[step]) {
                    out.set(step, 1);
                }
            }
        }
    }

    private List<StepSeries> info(Call call, StepGrid grid) {
        Value value = evaluator.apply(call.arguments().get(0), grid);
        return value instanceof Value.Vector vector ? vector.series() : List.of();
    }
}
