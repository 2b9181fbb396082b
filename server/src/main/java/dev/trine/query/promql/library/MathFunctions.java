package dev.trine.query.promql.library;

import dev.trine.query.series.Log2;

/// Functions of one number that the JDK lacks or names otherwise.
final class MathFunctions {
    private MathFunctions() {}

    /// The larger; an infinite one even beside NaN.
    static double max(double one, double other) {
        boolean infinite = one == Double.POSITIVE_INFINITY || other == Double.POSITIVE_INFINITY;
        return infinite ? Double.POSITIVE_INFINITY : Math.max(one, other);
    }

    /// The smaller; an infinite one even beside NaN.
    static double min(double one, double other) {
        return -max(-one, -other);
    }

    static double sign(double value) {
        if (value < 0) {
            return -1;
        }
        return value > 0 ? 1 : value;
    }

    static double log2(double value) {
        return Log2.of(value);
    }

    /// Inverse hyperbolic sine; the sum under the logarithm is kept near one for small values.
    static double asinh(double value) {
        double magnitude = Math.abs(value);
        if (Double.isInfinite(value) || Double.isNaN(value)) {
            return value;
        }
        double result;
        if (magnitude > 0x1p28) {
            result = Math.log(magnitude) + Math.log(2);
        } else if (magnitude > 2) {
            result = Math.log(2 * magnitude + 1 / (Math.sqrt(value * value + 1) + magnitude));
        } else if (magnitude < 0x1p-28) {
            result = magnitude;
        } else {
            double square = value * value;
            result = Math.log1p(magnitude + square / (1 + Math.sqrt(1 + square)));
        }
        return Math.copySign(result, value);
    }

    static double acosh(double value) {
        if (!(value >= 1)) {
            return Double.NaN;
        }
        if (value >= 0x1p28) {
            return Math.log(value) + Math.log(2);
        }
        if (value > 2) {
            return Math.log(2 * value - 1 / (value + Math.sqrt(value * value - 1)));
        }
        double above = value - 1;
        return Math.log1p(above + Math.sqrt(2 * above + above * above));
    }

    static double atanh(double value) {
        double magnitude = Math.abs(value);
        if (magnitude > 1 || Double.isNaN(value)) {
            return Double.NaN;
        }
        if (magnitude < 0x1p-28) {
            return value;
        }
        return Math.copySign(0.5 * Math.log1p(2 * magnitude / (1 - magnitude)), value);
    }
}
