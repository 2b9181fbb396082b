package dev.trine.query.series;

/// Binary logarithms that are exact for powers of two.
public final class Log2 {
    private static final double PER_LN = 1 / Math.log(2);

    private Log2() {}

    public static double of(double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            return Math.log(value);
        }
        double normal = value;
        int exponent = 0;
        if (value < Double.MIN_NORMAL) {
            normal = value * 0x1p54;
            exponent = -54;
        }
        exponent += Math.getExponent(normal) + 1;
        double fraction = Math.scalb(normal, -Math.getExponent(normal) - 1);
        return fraction == 0.5 ? exponent - 1 : Math.log(fraction) * PER_LN + exponent;
    }
}
