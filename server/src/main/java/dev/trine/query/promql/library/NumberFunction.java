package dev.trine.query.promql.library;

import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.VectorFunction;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// A function of each number of a vector; histograms are left out.
record NumberFunction(DoubleUnaryOperator function) implements VectorFunction {
    @Override
    public Value evaluate(List<Value> arguments, CallContext context) {
        return each(vector(arguments, 0), context, (value, _) -> function.applyAsDouble(value));
    }

    /// What is made of a number at a step.
    @FunctionalInterface
    interface OfStep {
        double apply(double value, int step);
    }

    static Value.Vector vector(List<Value> arguments, int index) {
        if (arguments.get(index) instanceof Value.Vector vector) {
            return vector;
        }
        throw new IllegalArgumentException("argument " + index + " is no vector");
    }

    static String text(List<Value> arguments, int index) {
        if (arguments.get(index) instanceof Value.Text text) {
            return text.text();
        }
        throw new IllegalArgumentException("argument " + index + " is no string");
    }

    static double[] scalar(List<Value> arguments, int index) {
        if (arguments.get(index) instanceof Value.Scalar scalar) {
            return scalar.numbers();
        }
        throw new IllegalArgumentException("argument " + index + " is no scalar");
    }

    /// The vector without its histograms.
    static Value.Vector numbers(Value.Vector vector) {
        List<StepSeries> result = new ArrayList<>(vector.series().size());
        for (StepSeries series : vector.series()) {
            StepColumn column = series.column();
            StepColumn out = new StepColumn(column.size());
            for (int step = 0; step < column.size(); step++) {
                if (column.hasNumber(step)) {
                    out.set(step, column.number(step));
                }
            }
            if (!out.isEmpty()) {
                result.add(new StepSeries(series.labels(), out, series.dropName()));
            }
        }
        return new Value.Vector(result);
    }

    static Value.Vector each(Value.Vector vector, CallContext context, OfStep function) {
        List<StepSeries> result = new ArrayList<>(vector.series().size());
        for (StepSeries series : vector.series()) {
            StepColumn column = series.column();
            StepColumn out = new StepColumn(column.size());
            boolean any = false;
            for (int step = 0; step < column.size(); step++) {
                if (column.hasNumber(step)) {
                    out.set(step, function.apply(column.number(step), step));
                    any = true;
                }
            }
            if (any) {
                result.add(context.nameless(series, out));
            }
        }
        return new Value.Vector(result);
    }
}
