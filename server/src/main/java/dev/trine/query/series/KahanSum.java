package dev.trine.query.series;

/// Sums numbers with the error of each addition kept apart (Neumaier's variant of Kahan's
/// summation). Not safe for use by several threads.
public final class KahanSum {
    private double sum;
    private double error;

    public void add(double value) {
        double next = sum + value;
        error = error(error, value, sum, next);
        sum = next;
    }

    /// The error to keep after `next = sum + value`. None where the sum overflows.
    public static double error(double error, double value, double sum, double next) {
        if (Double.isInfinite(next)) {
            return 0;
        }
        return Math.abs(sum) >= Math.abs(value)
                ? error + ((sum - next) + value)
                : error + ((value - next) + sum);
    }

    /// Sum and error as one number.
    public double value() {
        return Double.isInfinite(sum) ? sum : sum + error;
    }

    /// The sum without the error.
    public double sum() {
        return sum;
    }

    /// The error to be added to the sum.
    public double error() {
        return error;
    }

    /// Starts anew.
    public void set(double newSum, double newError) {
        sum = newSum;
        error = newError;
    }
}
