package dev.trine.query.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NativeHistogramTest {
    private static final int[] NONE = {};
    private static final double[] NOTHING = {};

    private static NativeHistogram positive(int schema, int first, double... counts) {
        return positive(CounterResetHint.UNKNOWN, schema, first, counts);
    }

    private static NativeHistogram positive(
            CounterResetHint hint, int schema, int first, double... counts) {
        int[] indexes = new int[counts.length];
        double total = 0;
        for (int i = 0; i < counts.length; i++) {
            indexes[i] = first + i;
            total += counts[i];
        }
        return NativeHistogram.exponential(
                hint, schema, 0, 0, total, 0, NONE, NOTHING, indexes, counts);
    }

    private static NativeHistogram custom(double[] bounds, double... counts) {
        int[] indexes = new int[counts.length];
        double total = 0;
        for (int i = 0; i < counts.length; i++) {
            indexes[i] = i;
            total += counts[i];
        }
        return NativeHistogram.custom(CounterResetHint.UNKNOWN, total, 0, bounds, indexes, counts);
    }

    @Test
    void boundsArePowersOfThePowerOfTwo() {
        assertThat(BucketBounds.exponential(1, 0)).isEqualTo(2);
        assertThat(BucketBounds.exponential(0, 0)).isEqualTo(1);
        assertThat(BucketBounds.exponential(-1, 0)).isEqualTo(0.5);
        assertThat(BucketBounds.exponential(1, -1)).isEqualTo(4);
        assertThat(BucketBounds.exponential(1, -4)).isEqualTo(65536);
        assertThat(BucketBounds.exponential(2, 1)).isEqualTo(2);
        assertThat(BucketBounds.exponential(1024, 0)).isEqualTo(Double.MAX_VALUE);
        assertThat(BucketBounds.exponential(1025, 0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(BucketBounds.exponential(512, -1)).isEqualTo(Double.MAX_VALUE);
        assertThat(BucketBounds.exponential(-1074, 0)).isEqualTo(Double.MIN_VALUE);
        // The digits that Prometheus prints.
        assertThat(BucketBounds.exponential(-1, 1)).isEqualTo(0.7071067811865475);
        assertThat(BucketBounds.exponential(-1, 2)).isEqualTo(0.8408964152537144);
        assertThat(BucketBounds.exponential(-255, 8)).isEqualTo(0.5013556375251013);
        assertThat(BucketBounds.exponential(-1, 8)).isEqualTo(0.9972960560854698);
    }

    @Test
    void bucketsAreReadFromTheLowestToTheHighest() {
        NativeHistogram histogram =
                NativeHistogram.exponential(
                        CounterResetHint.UNKNOWN,
                        0,
                        0.3,
                        2,
                        9,
                        5,
                        new int[] {-1, 1},
                        new double[] {1, 3},
                        new int[] {-1, 0},
                        new double[] {1, 2});
        assertThat(histogram)
                .hasToString(
                        "{count:9, sum:5, [-2,-1):3, [-0.5,-0.3):1, [-0.3,0.3]:2, (0.3,0.5]:1,"
                                + " (0.5,1]:2}");
    }

    @Test
    void customBucketsEndAtInfinityAndTheFirstHoldsItsLowerBound() {
        NativeHistogram histogram = custom(new double[] {5, 10}, 1, 2, 3);
        assertThat(histogram).hasToString("{count:6, sum:0, [-Inf,5]:1, (5,10]:2, (10,+Inf]:3}");
    }

    @Test
    void refusesWhatIsNoHistogram() {
        assertThatThrownBy(() -> positive(9, 0, 1)).hasMessage("schema: 9 (expected: -4..8)");
        assertThatThrownBy(() -> custom(new double[] {2, 1}, 1))
                .hasMessage("custom bounds do not ascend");
        assertThatThrownBy(() -> custom(new double[] {2}, 1, 1, 1))
                .hasMessage("custom bounds: a bucket beyond the bounds");
        assertThatThrownBy(() -> custom(new double[] {2}, 1).plus(positive(0, 0, 1)))
                .hasMessage("exponential and custom buckets do not add up");
    }

    @Test
    void addsInTheCoarserSchema() {
        // Schema 1: (1, 1.41] (1.41, 2] (2, 2.83] make (1, 2] and (2, 4] of schema 0.
        NativeHistogram sum = positive(1, 1, 1, 2, 4).plus(positive(0, 1, 10));
        assertThat(sum.hasSameData(positive(0, 1, 13, 4))).isTrue();
    }

    @Test
    void widensTheZeroBucketToTheEndOfABucketInUse() {
        NativeHistogram narrow =
                NativeHistogram.exponential(
                        CounterResetHint.UNKNOWN,
                        0,
                        0.001,
                        1,
                        7,
                        0,
                        NONE,
                        NOTHING,
                        new int[] {0, 1},
                        new double[] {2, 4});
        NativeHistogram wide =
                NativeHistogram.exponential(
                        CounterResetHint.UNKNOWN, 0, 0.7, 1, 1, 0, NONE, NOTHING, NONE, NOTHING);
        assertThat(narrow.plus(wide)).hasToString("{count:8, sum:0, [-1,1]:4, (1,2]:4}");
        assertThat(wide.plus(narrow)).hasToString("{count:8, sum:0, [-1,1]:4, (1,2]:4}");
    }

    @Test
    void otherCustomBoundsMeetOnThoseBothHave() {
        NativeHistogram one = custom(new double[] {1, 2, 3}, 1, 2, 4, 8);
        NativeHistogram other = custom(new double[] {2, 4}, 16, 32, 64);
        assertThat(one.hasOtherBounds(other)).isTrue();
        assertThat(one.plus(other)).hasToString("{count:127, sum:0, [-Inf,2]:19, (2,+Inf]:108}");
        assertThat(custom(new double[] {1}, 1, 1).plus(custom(new double[] {2}, 1, 1)))
                .hasToString("{count:4, sum:0, [-Inf,+Inf]:4}");
    }

    @Test
    void hintsOfASum() {
        NativeHistogram reset = positive(CounterResetHint.RESET, 0, 0, 1);
        NativeHistogram going = positive(CounterResetHint.NOT_RESET, 0, 0, 1);
        NativeHistogram gauge = positive(CounterResetHint.GAUGE, 0, 0, 1);
        assertThat(reset.contradicts(going)).isTrue();
        assertThat(reset.contradicts(gauge)).isFalse();
        assertThat(reset.plus(going).hint()).isEqualTo(CounterResetHint.UNKNOWN);
        assertThat(reset.plus(gauge).hint()).isEqualTo(CounterResetHint.GAUGE);
        assertThat(reset.plus(reset).hint()).isEqualTo(CounterResetHint.RESET);
        assertThat(reset.times(-1).hint()).isEqualTo(CounterResetHint.GAUGE);
        assertThat(reset.dividedBy(0)).hasToString("{count:+Inf, sum:NaN}");
    }

    @Test
    void seesResets() {
        NativeHistogram before = positive(1, 1, 1, 2, 0, 4);
        assertThat(before.isResetSince(before)).isFalse();
        assertThat(positive(1, 1, 1, 2).isResetSince(before)).isTrue();
        assertThat(positive(1, 1, 1, 2, 0, 3).isResetSince(before)).isTrue();
        assertThat(positive(1, 1, 9, 1, 0, 4).isResetSince(before)).isTrue();
        assertThat(positive(1, 1, 1, 2, 1, 4).isResetSince(before)).isFalse();
        assertThat(positive(0, 1, 3, 4).isResetSince(before)).isFalse();
        assertThat(positive(2, 1, 9, 9, 9, 9, 9, 9, 9, 9).isResetSince(before)).isTrue();
        assertThat(before.withHint(CounterResetHint.RESET).isResetSince(before)).isTrue();
        assertThat(positive(CounterResetHint.NOT_RESET, 1, 1, 0).isResetSince(before)).isFalse();
    }

    @Test
    void randomHistogramsAddUpInAnyOrder() {
        RandomHistograms histograms = new RandomHistograms(3);
        for (int i = 0; i < 3_000; i++) {
            boolean custom = i % 3 == 0;
            NativeHistogram a = custom ? histograms.custom() : histograms.pointed();
            NativeHistogram b = custom ? histograms.custom() : histograms.pointed();
            NativeHistogram c = custom ? histograms.custom() : histograms.pointed();
            NativeHistogram sum = a.plus(b).plus(c).compact();
            assertThat(sum.hasSameData(c.plus(b).plus(a).compact()))
                    .as("seed 3, round %s: %s %s %s", i, a, b, c)
                    .isTrue();
            HistogramSum summed = new HistogramSum(a);
            summed.add(b);
            summed.add(c);
            assertThat(summed.value().compact().hasSameData(sum)).as("%s", summed.value()).isTrue();
            assertThat(sum.minus(c).minus(b).count()).isEqualTo(a.count());
            assertThat(inBuckets(sum)).isEqualTo(sum.count());
            if (!a.hasOtherBounds(sum)) {
                assertThat(sum.isResetSince(a)).as("%s since %s", sum, a).isFalse();
            }
        }
    }

    @Test
    void twoRandomHistogramsAddUpEitherWay() {
        RandomHistograms histograms = new RandomHistograms(4);
        for (int i = 0; i < 3_000; i++) {
            NativeHistogram a = histograms.exponential();
            NativeHistogram b = histograms.exponential();
            NativeHistogram sum = a.plus(b).compact();
            assertThat(sum.hasSameData(b.plus(a).compact())).as("%s %s", a, b).isTrue();
            HistogramSum summed = new HistogramSum(a);
            summed.add(b);
            assertThat(summed.value().compact().hasSameData(sum)).as("%s %s", a, b).isTrue();
            assertThat(inBuckets(sum)).isEqualTo(sum.count());
        }
    }

    private static double inBuckets(NativeHistogram histogram) {
        double count = 0;
        for (int i = 0; i < histogram.buckets(); i++) {
            count += histogram.count(i);
            assertThat(histogram.lower(i)).isLessThanOrEqualTo(histogram.upper(i));
            if (i > 0) {
                assertThat(histogram.lower(i)).isGreaterThanOrEqualTo(histogram.upper(i - 1));
            }
        }
        return count;
    }

    @Test
    void theMeanOfHugeHistogramsDoesNotOverflow() {
        NativeHistogram huge = positive(0, 0, 1e308, 1);
        HistogramMean mean = new HistogramMean(huge);
        mean.add(huge);
        mean.add(huge);
        mean.add(huge);
        assertThat(mean.value().count(0)).isCloseTo(1e308, within(1e295));
        assertThat(mean.value().count(1)).isCloseTo(1, within(1e-12));
    }

    @Test
    void keepsTheErrorsOfLargeSums() {
        HistogramSum sum = new HistogramSum(positive(0, 0, 1e16));
        sum.add(positive(0, 0, 1));
        sum.add(positive(0, 0, 1));
        sum.add(positive(0, 0, -1e16));
        assertThat(sum.value().count()).isEqualTo(2);
        assertThat(sum.value().count(0)).isEqualTo(2);
    }

    @Test
    void quantilesAscendAndFractionsUndoThem() {
        RandomHistograms histograms = new RandomHistograms(11);
        Random random = new Random(12);
        for (int i = 0; i < 2_000; i++) {
            NativeHistogram histogram = histograms.exponential().compact();
            if (histogram.buckets() == 0) {
                continue;
            }
            double low = random.nextDouble();
            double high = low + (1 - low) * random.nextDouble();
            double lowValue = HistogramQuantile.of(histogram, low).value();
            double highValue = HistogramQuantile.of(histogram, high).value();
            assertThat(lowValue)
                    .as("%s %s %s", histogram, low, high)
                    .isLessThanOrEqualTo(highValue + 1e-9 * Math.abs(highValue));
            double share =
                    HistogramQuantile.fraction(histogram, Double.NEGATIVE_INFINITY, lowValue)
                            .value();
            assertThat(share).as("%s %s", histogram, low).isCloseTo(low, within(1e-6));
        }
    }

    @Test
    void quantileInTheMiddleOfABucketIsLogarithmic() {
        // (1,2] and (2,4] with one observation each: the median is at 2, 3/4 at 2^1.5.
        NativeHistogram histogram = positive(0, 1, 1, 1);
        assertThat(HistogramQuantile.of(histogram, 0.5).value()).isEqualTo(2);
        assertThat(HistogramQuantile.of(histogram, 0.75).value())
                .isCloseTo(Math.pow(2, 1.5), within(1e-12));
        assertThat(HistogramQuantile.of(histogram, -1).value()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(HistogramQuantile.of(histogram, 2).value()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(HistogramQuantile.of(histogram, Double.NaN).value()).isNaN();
    }

    @Test
    void nanObservationsAreToldOf() {
        NativeHistogram histogram =
                NativeHistogram.exponential(
                        CounterResetHint.UNKNOWN,
                        0,
                        0,
                        0,
                        4,
                        Double.NaN,
                        NONE,
                        NOTHING,
                        new int[] {1},
                        new double[] {2});
        assertThat(HistogramQuantile.of(histogram, 0.9).note())
                .isEqualTo(HistogramQuantile.Note.IS_NAN);
        assertThat(HistogramQuantile.of(histogram, 0.25).note())
                .isEqualTo(HistogramQuantile.Note.IS_SKEWED);
        HistogramQuantile fraction =
                HistogramQuantile.fraction(histogram, Double.NEGATIVE_INFINITY, 2);
        assertThat(fraction.value()).isEqualTo(0.5);
        assertThat(fraction.note()).isEqualTo(HistogramQuantile.Note.EXCLUDES_NAN);
    }

    @Test
    void bothPartsOfATrimMakeTheWhole() {
        RandomHistograms histograms = new RandomHistograms(5);
        Random random = new Random(6);
        for (int i = 0; i < 2_000; i++) {
            NativeHistogram histogram = histograms.exponential().compact();
            double limit = random.nextGaussian() * 10;
            NativeHistogram below = histogram.trimmedAbove(limit);
            NativeHistogram above = histogram.trimmedBelow(limit);
            assertThat(below.count() + above.count())
                    .as("%s at %s", histogram, limit)
                    .isCloseTo(histogram.count(), within(1e-9));
            if (below.buckets() > 0) {
                assertThat(below.lower(below.buckets() - 1)).isLessThanOrEqualTo(limit);
            }
        }
    }

    @Test
    void trimsWithinABucketByItsLogarithm() {
        // 2^0.5 is the middle of (1,2] on that scale.
        NativeHistogram histogram = positive(0, 1, 4, 8);
        NativeHistogram below = histogram.trimmedAbove(Math.sqrt(2));
        assertThat(below.count()).isCloseTo(2, within(1e-9));
        assertThat(below.sum()).isCloseTo(2 * Math.pow(2, 0.25), within(1e-9));
        assertThat(histogram.trimmedAbove(8)).isSameAs(histogram);
    }
}
