package dev.trine.query.promql.eval;

import dev.trine.query.promql.ast.Binary;
import dev.trine.query.promql.ast.BinaryOperator;
import dev.trine.query.promql.function.Annotation;
import dev.trine.query.series.CounterResetHint;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.StepColumn;
import org.jspecify.annotations.Nullable;

/// Applies a binary operator to two columns, where both have a value.
final class ColumnOperator {
    private final Binary binary;
    private final BinaryOperator operator;
    private final ElementAnnotations annotations;

    ColumnOperator(Binary binary, ElementAnnotations annotations) {
        this.binary = binary;
        this.operator = binary.operator();
        this.annotations = annotations;
    }

    /// @param kept whose values a comparison keeps
    void apply(StepColumn left, StepColumn right, StepColumn kept, StepColumn out) {
        apply(left, right, kept, Bits.and(left.presence(), right.presence()), out);
    }

    /// @param steps at which both have a value
    /// @return the steps at which the operator applies to what the columns have
    long[] apply(StepColumn left, StepColumn right, StepColumn kept, long[] steps, StepColumn out) {
        if (left.hasHistograms() || right.hasHistograms() || isTrim()) {
            return elements(left, right, kept, steps, out);
        }
        if (operator.isComparison()) {
            compare(left.numbers(), right.numbers(), kept.numbers(), steps, out);
        } else {
            NumberOperators.arithmetic(operator, left.numbers(), right.numbers(), out.numbers());
            Bits.or(out.presence(), steps);
        }
        return steps;
    }

    private boolean isTrim() {
        return operator == BinaryOperator.TRIM_UPPER || operator == BinaryOperator.TRIM_LOWER;
    }

    private void compare(
            double[] left, double[] right, double[] kept, long[] steps, StepColumn out) {
        for (int step = Bits.next(steps, 0); step >= 0; step = Bits.next(steps, step + 1)) {
            boolean holds = NumberOperators.compare(operator, left[step], right[step]);
            if (binary.returnBool()) {
                out.set(step, holds ? 1 : 0);
            } else if (holds) {
                out.set(step, kept[step]);
            }
        }
    }

    private long[] elements(
            StepColumn left, StepColumn right, StepColumn kept, long[] steps, StepColumn out) {
        long[] applied = Bits.none(out.size());
        for (int step = Bits.next(steps, 0); step >= 0; step = Bits.next(steps, step + 1)) {
            if (element(left, right, kept, step, out)) {
                Bits.set(applied, step);
            }
        }
        return applied;
    }

    /// @return whether the operator applies
    private boolean element(
            StepColumn left, StepColumn right, StepColumn kept, int step, StepColumn out) {
        NativeHistogram leftHistogram = left.histogram(step);
        NativeHistogram rightHistogram = right.histogram(step);
        if (leftHistogram == null && rightHistogram == null) {
            return numbers(left.number(step), right.number(step), kept, step, out);
        }
        if (leftHistogram != null && rightHistogram != null) {
            return histograms(leftHistogram, rightHistogram, step, out);
        }
        NativeHistogram result =
                leftHistogram != null
                        ? histogramAndNumber(leftHistogram, right.number(step))
                        : numberAndHistogram(left.number(step), rightHistogram);
        if (result == null) {
            incompatible(leftHistogram != null, rightHistogram != null, step);
            return false;
        }
        out.set(step, result);
        return true;
    }

    private boolean numbers(double left, double right, StepColumn kept, int step, StepColumn out) {
        if (isTrim()) {
            incompatible(false, false, step);
            return false;
        }
        if (operator.isArithmetic()) {
            out.set(step, NumberOperators.arithmetic(operator, left, right));
            return true;
        }
        boolean holds = NumberOperators.compare(operator, left, right);
        if (binary.returnBool()) {
            out.set(step, holds ? 1 : 0);
        } else if (holds) {
            out.set(step, kept.number(step));
        }
        return true;
    }

    private @Nullable NativeHistogram histogramAndNumber(NativeHistogram left, double right) {
        return switch (operator) {
            case MULTIPLY -> left.times(right).compact();
            case DIVIDE -> left.dividedBy(right).compact();
            case TRIM_UPPER -> left.trimmedAbove(right);
            case TRIM_LOWER -> left.trimmedBelow(right);
            default -> null;
        };
    }

    private @Nullable NativeHistogram numberAndHistogram(
            double left, @Nullable NativeHistogram right) {
        return operator == BinaryOperator.MULTIPLY && right != null
                ? right.times(left).compact()
                : null;
    }

    private boolean histograms(
            NativeHistogram left, NativeHistogram right, int step, StepColumn out) {
        return switch (operator) {
            case ADD, SUBTRACT -> combine(left, right, step, out);
            case EQUAL -> keep(left, left.hasSameData(right), step, out);
            case NOT_EQUAL -> keep(left, !left.hasSameData(right), step, out);
            default -> {
                incompatible(true, true, step);
                yield false;
            }
        };
    }

    private boolean keep(NativeHistogram histogram, boolean holds, int step, StepColumn out) {
        if (binary.returnBool()) {
            out.set(step, holds ? 1 : 0);
        } else if (holds) {
            out.set(step, histogram);
        }
        return true;
    }

    private boolean combine(NativeHistogram left, NativeHistogram right, int step, StepColumn out) {
        if (!left.isCombinable(right)) {
            annotations.set(
                    step,
                    Annotation.warning(
                            "incompatible bucket layout encountered for binary operator "
                                    + operator.symbol(),
                            binary.span()));
            return false;
        }
        String operation = operator == BinaryOperator.ADD ? "addition" : "subtraction";
        if (left.hasOtherBounds(right)) {
            annotations.set(
                    step,
                    Annotation.info(
                            "mismatched custom buckets were reconciled during " + operation,
                            binary.span()));
        }
        if (left.contradicts(right)) {
            annotations.set(
                    step,
                    Annotation.warning(
                            "conflicting counter resets during histogram " + operation,
                            binary.span()));
        }
        NativeHistogram result =
                operator == BinaryOperator.ADD
                        ? left.plus(right)
                        : left.minus(right).withHint(CounterResetHint.GAUGE);
        out.set(step, result.compact());
        return true;
    }

    private void incompatible(boolean leftHistogram, boolean rightHistogram, int step) {
        annotations.set(
                step,
                Annotation.info(
                        "incompatible sample types encountered for binary operator \""
                                + operator.symbol()
                                + "\": "
                                + (leftHistogram ? "histogram" : "float")
                                + " "
                                + operator.symbol()
                                + " "
                                + (rightHistogram ? "histogram" : "float"),
                        binary.span()));
    }
}
