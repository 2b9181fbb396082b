package dev.trine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "4096, 4096",
        "4096B, 4096",
        "1KB, 1000",
        "1KiB, 1024",
        "512MB, 512000000",
        "512 mb, 512000000",
        "1.5GiB, 1610612736",
        "2T, 2000000000000",
        "0.5KB, 500",
        "9TB, 9000000000000",
    })
    void readsSizes(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "0",
                "0.1B",
                "12x",
                "MB",
                "1,5GB",
                "1e9",
                "99999999999999999TB"
            })
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected a size");
    }

    @ParameterizedTest
    @CsvSource({"10GB, 10000000000", "1536MiB, 1610612736", "1234B, 1234", "1TiB, 1099511627776"})
    void writesTheShortestExactForm(String text, long bytes) {
        assertThat(ByteSize.text(bytes)).isEqualTo(text);
    }

    @Test
    void readsBackWhatItWrites() {
        assertThat(ByteSize.parse(ByteSize.text(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
        for (long bytes = 1; bytes < 1L << 50; bytes = bytes * 3 + 1) {
            assertThat(ByteSize.parse(ByteSize.text(bytes))).isEqualTo(bytes);
        }
    }
}
