package dev.trine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:5002, 127.0.0.1, 5002, true",
        "localhost:0, localhost, 0, true",
        "[::1]:4317, ::1, 4317, true",
        "0.0.0.0:65535, 0.0.0.0, 65535, false",
        "[::]:80, ::, 80, false",
        "192.0.2.7:80, 192.0.2.7, 80, false",
    })
    void readsAddresses(String text, String host, int port, boolean loopback) {
        ListenAddress address = ListenAddress.parse(text);

        assertThat(address).isEqualTo(new ListenAddress(host, port));
        assertThat(address.loopback()).isEqualTo(loopback);
        assertThat(address).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5002", ":5002", "localhost", "localhost:", "::1:80", "a:b", "a:-1"})
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> ListenAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected");
    }

    @Test
    void refusesPortsOutOfRange() {
        assertThatThrownBy(() -> ListenAddress.parse("localhost:65536"))
                .hasMessage("expected a port of 0 to 65535");
    }
}
