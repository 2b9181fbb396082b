package dev.trine.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class OddsTest {
    private static final int DRAWS = 100_000;

    private final Odds odds = new Odds(new SplittableRandom(42));

    @Test
    void percentHoldsOverManyDraws() {
        for (int percent : new int[] {0, 1, 50, 75, 90, 100}) {
            int hits = 0;
            for (int i = 0; i < DRAWS; i++) {
                hits += odds.percent(percent) ? 1 : 0;
            }
            // Five standard deviations of a binomial with p = 0.5: 0.8 %.
            assertThat(hits * 100.0 / DRAWS)
                    .isCloseTo(percent, within(percent % 100 == 0 ? 0 : 0.8));
        }
    }

    @Test
    void betweenReachesBothEndsAndNothingElse() {
        boolean low = false;
        boolean high = false;
        for (int i = 0; i < DRAWS; i++) {
            int value = odds.between(50, 120);
            assertThat(value).isBetween(50, 120);
            low |= value == 50;
            high |= value == 120;
        }
        assertThat(low && high).isTrue();
    }

    @Test
    void theSameSeedRepeatsTheSameDecisions() {
        CommandLine line = CommandLine.parse(new String[] {"--seed=7"}, java.util.Set.of("seed"));
        Odds one = line.odds();
        Odds two = line.odds();
        for (int i = 0; i < 1_000; i++) {
            assertThat(one.below(1_000)).isEqualTo(two.below(1_000));
        }
    }

    @Test
    void refusesImpossibleOdds() {
        assertThatThrownBy(() -> odds.percent(101)).hasMessage("percent: 101 (expected: 0 to 100)");
        assertThatThrownBy(() -> odds.between(2, 1)).hasMessage("low: 2 (expected: <= 1)");
    }
}
