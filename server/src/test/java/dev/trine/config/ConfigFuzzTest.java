package dev.trine.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;

/// Text from people either reads as a value that writes and reads back the same, or is refused with
/// an IllegalArgumentException.
class ConfigFuzzTest {
    @FuzzTest(maxDuration = "10s")
    void sizes(FuzzedDataProvider data) {
        long bytes;
        try {
            bytes = ByteSize.parse(data.consumeRemainingAsString());
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("expected");
            return;
        }
        assertThat(ByteSize.parse(ByteSize.text(bytes))).isEqualTo(bytes);
    }

    @FuzzTest(maxDuration = "10s")
    void durations(FuzzedDataProvider data) {
        Duration duration;
        try {
            duration = DurationText.parse(data.consumeRemainingAsString());
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("expected");
            return;
        }
        assertThat(DurationText.parse(DurationText.text(duration))).isEqualTo(duration);
    }
}
