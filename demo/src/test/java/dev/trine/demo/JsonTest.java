package dev.trine.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class JsonTest {
    @Test
    void writesScalarsBareAndTextQuoted() {
        assertThat(Json.object("a", 1, "b", true, "c", "say \"hi\"\n", "d", 2.5))
                .isEqualTo("{\"a\":1,\"b\":true,\"c\":\"say \\\"hi\\\"\\u000a\",\"d\":2.5}");
        assertThat(Json.object()).isEqualTo("{}");
    }

    @Test
    void readsNumbers() {
        assertThat(Json.number("{\"x\":\"1\",\"totalCents\":1350}", "totalCents")).isEqualTo(1350);
        assertThat(Json.number("{\"y\":-2.25}", "y")).isEqualTo(-2.25);
        assertThatThrownBy(() -> Json.number("{\"x\":\"1\"}", "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
