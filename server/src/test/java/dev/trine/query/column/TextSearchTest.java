package dev.trine.query.column;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.BytesColumn;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextSearchTest {
    @ParameterizedTest
    @CsvSource({
        "hello, Hello World, true",
        "WORLD, hello world, true",
        "o w, Hello World, true",
        "world!, hello world, false",
        "müller, HERR MÜLLER, true",
        "ÉCOLE, une école, true",
        "ςΣ, ΣΣ, true",
        "ß, STRASSE, false",
        "ẞ, straße, true",
        "ſ, S, true",
        "[x], [X], true",
        "[x], {X}, false",
        "@, `, false",
        "日本, こんにちは日本, true",
        "😀, a😀b, true",
        "k, \u212A, false", // the Kelvin sign: no letter is mapped to it
        "\u212A, k, true"
    })
    void findsWhateverTheCase(String text, String value, boolean found) {
        assertThat(new TextSearch(text).in(value)).isEqualTo(found);
    }

    @Test
    void aTextThatIsLongerThanTheValueIsNotFound() {
        assertThat(new TextSearch("abcdefghij").in("abc")).isFalse();
        assertThat(new TextSearch("a").in("")).isFalse();
    }

    /// Against the JDK, on texts of few different ASCII letters, so that near misses abound.
    @Test
    void findsTheFirstOccurrence() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String value = text(random, random.nextInt(40));
            String wanted = text(random, 1 + random.nextInt(4));
            byte[] data = ("xx" + value + "aAbB").getBytes(StandardCharsets.UTF_8);
            int expected = value.toLowerCase(Locale.ROOT).indexOf(wanted.toLowerCase(Locale.ROOT));
            int actual = new TextSearch(wanted).indexOf(data, 2, data.length - 4);
            assertThat(actual)
                    .as("seed %d: %s in %s", seed, wanted, value)
                    .isEqualTo(expected < 0 ? -1 : expected + 2);
        }
    }

    @Test
    void marksRowsAndNeverAcrossThem() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            BytesColumn column = new BytesColumn(8, 8);
            String[] values = new String[random.nextInt(50)];
            for (int row = 0; row < values.length; row++) {
                values[row] = text(random, random.nextInt(9));
                column.append(values[row].getBytes(StandardCharsets.UTF_8));
            }
            String wanted = text(random, 1 + random.nextInt(3));
            boolean[] found = new boolean[values.length];
            new TextSearch(wanted).markRows(column, found);
            for (int row = 0; row < values.length; row++) {
                assertThat(found[row])
                        .as("seed %d: %s in %s", seed, wanted, values[row])
                        .isEqualTo(
                                values[row]
                                        .toLowerCase(Locale.ROOT)
                                        .contains(wanted.toLowerCase(Locale.ROOT)));
            }
        }
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append("aAbB-".charAt(random.nextInt(5)));
        }
        return text.toString();
    }
}
