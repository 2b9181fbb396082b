package dev.trine.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class CommandLineTest {
    @Test
    void readsValues() {
        CommandLine line = parse("--port=0");
        assertThat(line.port("port", 5001)).isZero();
        assertThat(parse().port("port", 5001)).isEqualTo(5001);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> parse("--prot=1")).hasMessageContaining("--prot=1");
        assertThatThrownBy(() -> parse("--port")).hasMessageContaining("--port");
        assertThatThrownBy(() -> parse("port=1")).hasMessageContaining("port=1");
        assertThatThrownBy(() -> parse("--port=65536").port("port", 1))
                .hasMessage("--port: 65536 (expected: 0 to 65535)");
    }

    private static CommandLine parse(String... arguments) {
        return CommandLine.parse(arguments, Set.of("port"));
    }
}
