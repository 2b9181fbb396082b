package dev.trine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({
        "1ms, PT0.001S",
        "30m, PT30M",
        "1h30m, PT1H30M",
        "15d, P15D",
        "1d12h, PT36H",
    })
    void readsAndWrites(String text, Duration duration) {
        assertThat(DurationText.parse(text)).isEqualTo(duration);
        assertThat(DurationText.text(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1w, P7D", "1y, P365D", "2w1d, P15D"})
    void readsWeeksAndYears(String text, Duration duration) {
        assertThat(DurationText.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0s", "30", "m", "-5m", "30m1h", "1.5h", "1h1h", "1 h", "off"})
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> DurationText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected a duration");
    }
}
