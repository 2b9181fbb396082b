package dev.trine.storage.annex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.MalformedPageException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordFilterTest {
    private static final String ALPHABET = "abcdeABC012_ .:/\"{}é日-";

    @Test
    void deniesOnlyWhatIsNotThere() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            WordSet words = new WordSet();
            String[] texts = new String[20];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = text(random, 40);
                add(words, texts[i]);
            }
            WordFilter filter = filter(words);
            for (String text : texts) {
                assertThat(filter.mayEqual(text)).as("seed %d: %s", seed, text).isTrue();
                int from = random.nextInt(text.length() + 1);
                int to = from + random.nextInt(text.length() - from + 1);
                String piece = text.substring(from, to);
                assertThat(filter.mayContain(piece)).as("seed %d: %s", seed, piece).isTrue();
                assertThat(filter.mayContain(piece.toUpperCase(Locale.ROOT)))
                        .as("seed %d: %s", seed, piece)
                        .isTrue();
            }
        }
    }

    @Test
    void deniesIdsAsLongAsTheLongestWords() {
        WordSet words = new WordSet();
        add(words, "trace_id=4bf92f3577b34da6a3ce929d0e0e4736 path=/cart took 12ms");
        WordFilter filter = filter(words);
        assertThat(filter.mayContain("4bf92f3577b34da6a3ce929d0e0e4736")).isTrue();
        assertThat(filter.mayContain("4bf92f3577b34da6a3ce929d0e0e4737")).isFalse();
        assertThat(filter.mayContain("4bf92f3577b34da6a3ce929d0e0e47360")).isFalse();
        assertThat(filter.mayContain("f92f")).as("may be inside a longer word").isTrue();
        assertThat(filter.mayContain("=/cart took 1")).isTrue();
        assertThat(filter.mayContain("=/card took 1")).isFalse();
        assertThat(filter.mayEqual("f92f")).isFalse();
        assertThat(filter.mayEqual("TOOK")).isTrue();
    }

    @Test
    void knowsTraceIds() {
        WordSet words = new WordSet();
        words.trace(1, 2);
        WordFilter filter = filter(words);
        assertThat(filter.mayContainTrace(1, 2)).isTrue();
        assertThat(filter.mayContainTrace(2, 1)).isFalse();
    }

    @Test
    void damagedFiltersAreRefused() {
        WordSet words = new WordSet();
        add(words, "one two three");
        byte[] annex = encoded(words);
        for (int length = 0; length < annex.length; length++) {
            byte[] cut = Arrays.copyOf(annex, length);
            assertThatThrownBy(() -> WordFilter.decode(cut))
                    .isInstanceOf(MalformedPageException.class);
        }
    }

    private static String text(Random random, int maxLength) {
        int[] letters = ALPHABET.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = 0, length = random.nextInt(maxLength); i < length; i++) {
            text.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }

    private static void add(WordSet words, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        words.text(bytes, 0, bytes.length);
    }

    private static WordFilter filter(WordSet words) {
        return WordFilter.decode(encoded(words));
    }

    private static byte[] encoded(WordSet words) {
        ByteSink out = new ByteSink(16);
        words.encode(out);
        return out.toByteArray();
    }
}
