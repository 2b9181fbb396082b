package dev.trine.benchmarks.peer;

import java.util.Random;

/// How the values of a series go on: the shapes that stores of samples are compared on.
enum ValueShape {
    CONSTANT,
    INTEGER_COUNTER,
    DECIMAL_COUNTER,
    DECIMAL_GAUGE,
    BYTE_GAUGE,
    RANDOM_DOUBLES;

    double first(Random random) {
        return switch (this) {
            case CONSTANT, INTEGER_COUNTER, DECIMAL_COUNTER, DECIMAL_GAUGE ->
                    50 + random.nextInt(50);
            case BYTE_GAUGE -> 1e9 + 4096.0 * random.nextInt(100_000);
            case RANDOM_DOUBLES -> random.nextDouble();
        };
    }

    double next(double before, Random random) {
        return switch (this) {
            case CONSTANT -> before;
            case INTEGER_COUNTER -> before + random.nextInt(5);
            case DECIMAL_COUNTER -> hundredths(before + random.nextInt(4) / 100.0);
            case DECIMAL_GAUGE -> hundredths(before + random.nextGaussian() / 2);
            case BYTE_GAUGE -> before + 4096.0 * (random.nextInt(1001) - 500);
            case RANDOM_DOUBLES -> random.nextDouble();
        };
    }

    private static double hundredths(double value) {
        return Math.rint(value * 100) / 100;
    }
}
