package dev.trine.query.promql.range;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantilesTest {
    @Test
    void interpolatesBetweenValues() {
        assertThat(Quantiles.of(0.5, new double[] {3, 1, 2})).isEqualTo(2);
        assertThat(Quantiles.of(0.5, new double[] {4, 1})).isEqualTo(2.5);
        assertThat(Quantiles.of(0, new double[] {4, 1})).isEqualTo(1);
        assertThat(Quantiles.of(1, new double[] {4, 1})).isEqualTo(4);
        assertThat(Quantiles.of(0.75, new double[] {0, 10, 20})).isEqualTo(15);
    }

    @Test
    void nanIsBelowAllValues() {
        assertThat(Quantiles.of(0, new double[] {1, Double.NaN})).isNaN();
        assertThat(Quantiles.of(1, new double[] {1, Double.NaN, 2})).isEqualTo(2);
    }

    @Test
    void beyondTheBordersIsInfinite() {
        assertThat(Quantiles.of(-0.1, new double[] {1})).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Quantiles.of(1.1, new double[] {1})).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Quantiles.of(Double.NaN, new double[] {1})).isNaN();
        assertThat(Quantiles.of(0.5, new double[0])).isNaN();
    }
}
