package dev.trine.storage.annex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trine.model.IntColumn;
import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.MalformedPageException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlockFactsTest {
    @Test
    void valuesAndDurationsAreKept() {
        BlockFacts facts =
                new BlockFacts(5, 90, Map.of())
                        .with(7, column(3, 3, -1, 2, 3))
                        .with(8, column(Integer.MIN_VALUE, Integer.MAX_VALUE));
        BlockFacts read = BlockFacts.decode(encoded(facts));
        assertThat(read.values().get(7)).containsExactly(-1, 2, 3);
        assertThat(read.mayHave(8, value -> value == Integer.MAX_VALUE)).isTrue();
        assertThat(read.mayHave(8, value -> value == 0)).isFalse();
        assertThat(read.mayHave(9, value -> false)).as("nothing is said of it").isTrue();
        assertThat(read.mayLast(0, 4)).isFalse();
        assertThat(read.mayLast(91, Long.MAX_VALUE)).isFalse();
        assertThat(read.mayLast(90, Long.MAX_VALUE)).isTrue();
    }

    @Test
    void nothingIsSaidOfColumnsWithManyValues() {
        int[] many = new int[BlockFacts.MAX_VALUES + 1];
        Arrays.setAll(many, i -> i);
        BlockFacts facts = BlockFacts.none().with(1, new IntColumn(many, many.length));
        assertThat(facts.values()).isEmpty();
        BlockFacts read = BlockFacts.decode(encoded(facts));
        assertThat(read.mayLast(Long.MAX_VALUE, Long.MAX_VALUE)).isTrue();
    }

    @Test
    void damagedFactsAreRefused() {
        byte[] annex = encoded(new BlockFacts(5, 90, Map.of()).with(7, column(3, 4, 5)));
        for (int length = 0; length < annex.length; length++) {
            byte[] cut = Arrays.copyOf(annex, length);
            assertThatThrownBy(() -> BlockFacts.decode(cut))
                    .isInstanceOf(MalformedPageException.class);
        }
    }

    private static IntColumn column(int... values) {
        return new IntColumn(values, values.length);
    }

    private static byte[] encoded(BlockFacts facts) {
        ByteSink out = new ByteSink(16);
        facts.encode(out);
        return out.toByteArray();
    }
}
