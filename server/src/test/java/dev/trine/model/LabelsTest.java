package dev.trine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.v3.xxhash.XxHash64Hasher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LabelsTest {
    @Test
    void ordersPairsAndDropsEmptyValues() {
        Labels labels = Labels.of("job", "api", Labels.NAME, "up", "zone", "", "instance", "a:1");
        assertThat(labels.size()).isEqualTo(3);
        assertThat(labels.name(0)).isEqualTo("__name__");
        assertThat(labels.value(1)).isEqualTo("a:1");
        assertThat(labels.get("zone")).isEmpty();
        assertThat(labels.has("job")).isTrue();
        assertThat(labels.metricName()).isEqualTo("up");
        assertThat(labels)
                .hasToString("{__name__=\"up\", instance=\"a:1\", job=\"api\"}")
                .isEqualTo(Labels.of(labels.toMap()));
    }

    @Test
    void refusesOddAndRepeatedNames() {
        assertThatThrownBy(() -> Labels.of("a")).hasMessage("labels: 1 strings (expected: pairs)");
        assertThatThrownBy(() -> Labels.of("a", "1", "a", "2")).hasMessage("label a comes twice");
    }

    @Test
    void dropsAndKeepsByName() {
        Labels labels = Labels.of(Labels.NAME, "m", "a", "1", "b", "2", Labels.UNIT, "s");
        assertThat(labels.withoutMetric()).isEqualTo(Labels.of("a", "1", "b", "2"));
        assertThat(labels.only("b", "c")).isEqualTo(Labels.of("b", "2"));
        assertThat(labels.without("x")).isSameAs(labels);
        assertThat(labels.only()).isSameAs(Labels.EMPTY);
        assertThat(labels.with("a", "")).isEqualTo(labels.without("a"));
        assertThat(labels.with("a", "3").get("a")).isEqualTo("3");
    }

    @Test
    void quotesNamesAndValuesAsPrometheusDoes() {
        Labels labels =
                Labels.of("my.label", "a\"b\\c\n\u0001\u00e9\u200b\ud83d\ude00", "x:y", "z");
        assertThat(labels)
                .hasToString(
                        "{\"my.label\"=\"a\\\"b\\\\c\\n\\x01\u00e9\\u200b\ud83d\ude00\","
                                + " \"x:y\"=\"z\"}");
        assertThat(Labels.isPlainMetricName("x:y9")).isTrue();
        assertThat(Labels.isPlainMetricName("9x")).isFalse();
        assertThat(Labels.isPlainLabelName("")).isFalse();
    }

    @Test
    void comparesByTheFirstPairThatDiffers() {
        List<Labels> ordered =
                List.of(
                        Labels.EMPTY,
                        Labels.of("a", "1"),
                        Labels.of("a", "1", "b", "1"),
                        Labels.of("a", "1", "c", "0"),
                        Labels.of("a", "2"),
                        Labels.of("a", "\uff5e"),
                        Labels.of("a", "\ud83d\ude00"),
                        Labels.of("b", "0"));
        List<Labels> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(1));
        Collections.sort(shuffled);
        assertThat(shuffled).isEqualTo(ordered);
    }

    @Test
    void hashesLengthsAndTexts() {
        String big = "x".repeat(300);
        byte[] expected =
                ("\u0001a" + "\u0002bc" + "\u0001d").getBytes(StandardCharsets.ISO_8859_1);
        byte[] length = {(byte) 255, 44, 1, 0};
        byte[] all = Arrays.copyOf(expected, expected.length + 304);
        System.arraycopy(length, 0, all, expected.length, 4);
        Arrays.fill(all, expected.length + 4, all.length, (byte) 'x');
        assertThat(Labels.of("a", "bc", "d", big).hash()).isEqualTo(XxHash64Hasher.hash(all));
        assertThat(Labels.EMPTY.hash()).isEqualTo(0xEF46DB3751D8E999L);
    }

    @Test
    void buildsTheSameAsAMapOverRandomChanges() {
        Random random = new Random(7);
        TreeMap<String, String> map = new TreeMap<>();
        LabelsBuilder builder = new LabelsBuilder();
        for (int i = 0; i < 2_000; i++) {
            String name = "l" + random.nextInt(30);
            String value = random.nextInt(3) == 0 ? "" : "v" + i;
            builder.set(name, value);
            if (value.isEmpty()) {
                map.remove(name);
            } else {
                map.put(name, value);
            }
            assertThat(builder.build().toMap()).isEqualTo(map);
            assertThat(builder.build().hashCode()).isEqualTo(Labels.of(map).hashCode());
        }
    }
}
