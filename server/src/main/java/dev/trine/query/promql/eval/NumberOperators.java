package dev.trine.query.promql.eval;

import dev.trine.query.promql.ast.BinaryOperator;
import dev.trine.query.promql.function.EvaluationException;

/// What binary operators make of two numbers.
final class NumberOperators {
    private NumberOperators() {}

    static double arithmetic(BinaryOperator operator, double left, double right) {
        return switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case MODULO -> left % right;
            case POWER -> power(left, right);
            case ATAN2 -> Math.atan2(left, right);
            default ->
                    throw new EvaluationException(
                            "operator \""
                                    + operator.symbol()
                                    + "\" not allowed for Scalar operations");
        };
    }

    /// As IEEE 754 has it: 1 to any power is 1, and so is -1 to an infinite one.
    static double power(double left, double right) {
        if (left == 1 || (left == -1 && Double.isInfinite(right))) {
            return 1;
        }
        return Math.pow(left, right);
    }

    static boolean compare(BinaryOperator operator, double left, double right) {
        return switch (operator) {
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case LESS_OR_EQUAL -> left <= right;
            case LESS -> left < right;
            case GREATER_OR_EQUAL -> left >= right;
            case GREATER -> left > right;
            default -> throw new IllegalArgumentException("no comparison: " + operator);
        };
    }

    /// Arithmetic over whole columns; steps without values are computed with the rest.
    static void arithmetic(BinaryOperator operator, double[] left, double[] right, double[] out) {
        int n = out.length;
        switch (operator) {
            case ADD -> {
                for (int i = 0; i < n; i++) {
                    out[i] = left[i] + right[i];
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < n; i++) {
                    out[i] = left[i] - right[i];
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < n; i++) {
                    out[i] = left[i] * right[i];
                }
            }
            case DIVIDE -> {
                for (int i = 0; i < n; i++) {
                    out[i] = left[i] / right[i];
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    out[i] = arithmetic(operator, left[i], right[i]);
                }
            }
        }
    }

    /// Scalars: arithmetic, or a comparison that answers 0 or 1.
    static double scalar(BinaryOperator operator, double left, double right) {
        if (operator.isComparison()) {
            return compare(operator, left, right) ? 1 : 0;
        }
        return arithmetic(operator, left, right);
    }
}
