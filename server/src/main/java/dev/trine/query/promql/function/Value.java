package dev.trine.query.promql.function;

import dev.trine.query.series.StepSeries;
import java.util.List;

/// What an argument or an expression evaluated to, over all steps.
public sealed interface Value {
    /// One number a step. Not to be changed.
    record Scalar(double[] numbers) implements Value {}

    /// Series, no labels twice unless they differ in nothing but a name yet to be removed. Their
    /// order is that of an instant query's answer.
    record Vector(List<StepSeries> series) implements Value {
        public Vector {
            series = List.copyOf(series);
        }
    }

    /// A string.
    record Text(String text) implements Value {}
}
