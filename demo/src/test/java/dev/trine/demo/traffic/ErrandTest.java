package dev.trine.demo.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trine.demo.Odds;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ErrandTest {
    /// As the demo's description lists them.
    private static final Map<String, Integer> WEIGHTS =
            Map.of(
                    "/hello", 20,
                    "/calculate", 15,
                    "/process-order", 25,
                    "/error", 10,
                    "/not-found", 10,
                    "/redirect", 5,
                    "/server-error", 10,
                    "/rate-limit", 3,
                    "/unauthorized", 2);

    @Test
    void weightsAreThoseDescribedAndAddUpToAHundred() {
        int sum = 0;
        for (Errand errand : Errand.values()) {
            assertThat(errand.weight()).isEqualTo(WEIGHTS.get(errand.path()));
            sum += errand.weight();
        }
        assertThat(sum).isEqualTo(100);
        assertThat(Errand.values()).hasSize(WEIGHTS.size());
    }

    @Test
    void drawsFollowTheWeights() {
        Odds odds = new Odds(new SplittableRandom(11));
        Map<Errand, Integer> drawn = new EnumMap<>(Errand.class);
        for (int i = 0; i < 100_000; i++) {
            drawn.merge(Errand.any(odds), 1, Integer::sum);
        }
        for (Errand errand : Errand.values()) {
            // Five standard deviations at the largest weight, 25 %: 0.7 %.
            assertThat(drawn.get(errand) / 1_000.0).isCloseTo(errand.weight(), within(0.7));
        }
    }
}
