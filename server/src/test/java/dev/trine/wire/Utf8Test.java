package dev.trine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
    /// Every sequence of one to three bytes that is not plain ASCII, and all kinds of four.
    @Test
    void agreesWithTheJdkOnShortSequences() {
        byte[] two = new byte[2];
        byte[] three = new byte[3];
        for (int i = 0; i < 0x10000; i++) {
            two[0] = (byte) (i >> 8);
            two[1] = (byte) i;
            check(two);
        }
        for (int i = 0xC0_0000; i < 0x100_0000; i += 7) {
            three[0] = (byte) (i >> 16);
            three[1] = (byte) (i >> 8);
            three[2] = (byte) i;
            check(three);
        }
        for (int lead = 0xF0; lead <= 0xFF; lead++) {
            for (int second = 0; second < 256; second++) {
                check(new byte[] {(byte) lead, (byte) second, (byte) 0x80, (byte) 0xBF});
                check(new byte[] {(byte) lead, (byte) second, (byte) 0xC0, (byte) 0xBF});
                check(new byte[] {(byte) lead, (byte) second, (byte) 0x80, 0x7F});
            }
        }
    }

    @Test
    void agreesWithTheJdkOnRandomText() {
        long seed = 42;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.appendCodePoint(random.nextInt(5) == 0 ? random.nextInt(0x110000) : 'a');
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            check(bytes);
        }
    }

    @Test
    void looksAtNothingOutsideTheRange() {
        byte[] data = {-1, -1, 'a', 'b', 'c', -1, -1, -1, -1, -1, -1, -1};
        assertThat(Utf8.isValid(data, 2, 5)).isTrue();
        assertThat(Utf8.isValid(data, 2, 2)).isTrue();
        assertThat(Utf8.isValid(data, 2, 6)).isFalse();
        assertThat(Utf8.isValid(new byte[0], 0, 0)).isTrue();
        assertThat(Utf8.isAscii(data, 2, 5)).isTrue();
        assertThat(Utf8.isAscii(data, 1, 5)).isFalse();
    }

    @Test
    void cutsBetweenCharacters() {
        byte[] text = "aé日🦊z".getBytes(StandardCharsets.UTF_8);
        int[] expected = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10};
        for (int limit = 0; limit < text.length; limit++) {
            assertThat(Utf8.cut(text, 0, limit)).as("limit %d", limit).isEqualTo(expected[limit]);
        }
    }

    private static void check(byte[] bytes) {
        boolean expected;
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            expected = true;
        } catch (CharacterCodingException e) {
            expected = false;
        }
        if (Utf8.isValid(bytes, 0, bytes.length) != expected) {
            assertThat(bytes).as("valid: %s", expected).isEmpty();
        }
    }
}
