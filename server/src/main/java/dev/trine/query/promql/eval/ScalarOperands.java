package dev.trine.query.promql.eval;

import dev.trine.query.promql.ast.Binary;
import dev.trine.query.promql.ast.BinaryOperator;
import dev.trine.query.promql.function.Value;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepSeries;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Evaluates binary operators of which at least one operand is a scalar.
final class ScalarOperands {
    private final Evaluation evaluation;

    ScalarOperands(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    static Value.Scalar scalars(BinaryOperator operator, double[] left, double[] right) {
        double[] out = new double[left.length];
        if (operator.isComparison()) {
            for (int i = 0; i < out.length; i++) {
                out[i] = NumberOperators.scalar(operator, left[i], right[i]);
            }
        } else {
            NumberOperators.arithmetic(operator, left, right, out);
        }
        return new Value.Scalar(out);
    }

    /// @param scalarLeft whether the scalar is the left operand
    Value.Vector vector(
            Binary binary, List<StepSeries> series, double[] scalar, boolean scalarLeft) {
        @Nullable StepSeries[] evaluated = new StepSeries[series.size()];
        StepColumn other = StepColumn.full(scalar);
        ElementAnnotations annotations = new ElementAnnotations(evaluation, scalar.length);
        boolean named = keepsName(binary);
        boolean delayed = evaluation.options.delayedNameRemoval();
        evaluation.forEach(
                evaluated.length,
                i -> {
                    StepSeries one = series.get(i);
                    StepColumn out = new StepColumn(scalar.length);
                    ColumnOperator operator = new ColumnOperator(binary, annotations);
                    if (scalarLeft) {
                        operator.apply(other, one.column(), one.column(), out);
                    } else {
                        operator.apply(one.column(), other, one.column(), out);
                    }
                    if (out.isEmpty()) {
                        return;
                    }
                    evaluation.hold(out);
                    if (named) {
                        evaluated[i] = new StepSeries(one.labels(), out, one.dropName());
                    } else if (delayed) {
                        evaluated[i] = new StepSeries(one.labels(), out, true);
                    } else {
                        evaluated[i] = new StepSeries(one.labels().withoutMetric(), out);
                    }
                });
        annotations.report();
        return new Value.Vector(InstantSelectors.present(evaluated));
    }

    /// Whether elements are still values of their metric: filtered only.
    private static boolean keepsName(Binary binary) {
        return !binary.returnBool() && !changesMeaning(binary.operator());
    }

    /// Whether what comes out is no value of the metric any more. Trimmed histograms are.
    static boolean changesMeaning(BinaryOperator operator) {
        return operator.isArithmetic()
                && operator != BinaryOperator.TRIM_UPPER
                && operator != BinaryOperator.TRIM_LOWER;
    }
}
