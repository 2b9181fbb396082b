package dev.trine.query.promql.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibraryTextTest {
    @ParameterizedTest
    @CsvSource({
        "a2, a10",
        "a, a1",
        "a1b2, a1b10",
        "a01, a2",
        "2, 10",
        "9, a",
        "a99999999999999999999, a100000000000000000000",
        "'', a"
    })
    void numbersInTextsCountAsNumbers(String first, String second) {
        assertThat(NaturalOrder.isBefore(first, second)).isTrue();
        assertThat(NaturalOrder.isBefore(second, first)).isFalse();
    }

    /// The rules of Go's `Regexp.Expand`.
    @ParameterizedTest
    @CsvSource({
        "$1-$2, ab-cd",
        "${1}x, abx",
        "$1x, ''",
        "$$1, $1",
        "$0, abcd",
        "$9, ''",
        "${word}!, ab!",
        "$word, ab",
        "$, $",
        "a$, a$",
        "${1, ${1",
        "${}, ${}",
        "x, x"
    })
    void expandsReferences(String template, String expected) {
        Pattern pattern = Pattern.compile("(?P<word>ab)(cd)");
        Matcher match = pattern.matcher("abcd");
        assertThat(match.matches()).isTrue();
        assertThat(ReplacementText.expand(template, pattern, match)).isEqualTo(expected);
    }

    @Test
    void boundsInLabelsHaveAPoint() {
        assertThat(BoundText.of(1)).isEqualTo("1.0");
        assertThat(BoundText.of(0.5)).isEqualTo("0.5");
        assertThat(BoundText.of(1e9)).isEqualTo("1e+09");
        assertThat(BoundText.of(Double.NaN)).isEqualTo("NaN");
        assertThat(BoundText.of(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
    }

    @Test
    void hyperbolicInversesUndoTheHyperbolic() {
        for (double x : new double[] {1e-12, 1e-9, 0.001, 0.3, 0.9, 1.5, 3, 20, 300}) {
            assertThat(MathFunctions.asinh(Math.sinh(x)) / x).isBetween(1 - 1e-13, 1 + 1e-13);
            assertThat(MathFunctions.asinh(-x)).isEqualTo(-MathFunctions.asinh(x));
            if (x >= 0.001) {
                assertThat(MathFunctions.acosh(Math.cosh(x)) / x).isBetween(1 - 1e-9, 1 + 1e-9);
            }
            if (x < 2) {
                assertThat(MathFunctions.atanh(Math.tanh(x)) / x).isBetween(1 - 1e-13, 1 + 1e-13);
            }
        }
        assertThat(MathFunctions.acosh(0.5)).isNaN();
        assertThat(MathFunctions.atanh(1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(MathFunctions.atanh(2)).isNaN();
        assertThat(MathFunctions.asinh(Double.NEGATIVE_INFINITY))
                .isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void classicBucketsThatDescendArePutRight() {
        ClassicBuckets buckets = new ClassicBuckets(2);
        buckets.add(1, 10);
        buckets.add(2, 8);
        buckets.add(4, 20);
        buckets.add(Double.POSITIVE_INFINITY, 20);
        assertThat(buckets.quantile(0.75)).isEqualTo(3);
        assertThat(buckets.wasForced()).isTrue();
        assertThat(buckets.leastForced()).isEqualTo(2);
        assertThat(buckets.lost()).isEqualTo(2);
    }

    @Test
    void classicBucketsWithoutInfinityTellNothing() {
        ClassicBuckets buckets = new ClassicBuckets(2);
        assertThat(buckets.quantile(0.5)).isNaN();
        buckets.add(1, 10);
        assertThat(buckets.quantile(0.5)).isNaN();
        assertThat(buckets.fraction(0, 1)).isNaN();
        buckets.add(Double.POSITIVE_INFINITY, 20);
        assertThat(buckets.fraction(0, 0.5)).isEqualTo(0.25);
        assertThat(buckets.fraction(0, Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(buckets.quantile(0.9)).isEqualTo(1);
    }
}
