package dev.trine.storage.annex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.NestedSets;
import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.PageEncoder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpanTreesTest {
    @Test
    void numbersGoDownAndUpAgain() {
        // 10 ─ 20 ─ 40
        //    └ 30        and a second root, 50
        SpanTrees trees = trees(new long[] {10, 20, 30, 40, 50}, new long[] {0, 10, 10, 20, 0});
        assertThat(trees.left()).containsExactly(1, 2, 6, 3, 9);
        assertThat(trees.right()).containsExactly(8, 5, 7, 4, 10);
        assertThat(trees.parent()).containsExactly(-1, 1, 1, 2, -1);
        assertThat(trees.children()).containsExactly(2, 1, 0, 0, 0);
    }

    @Test
    void whatIsBelowNoRootHasZeros() {
        // 20 has a parent that is not there, 30 and 40 are each other's, 50 its own.
        SpanTrees trees =
                trees(new long[] {10, 20, 21, 30, 40, 50}, new long[] {0, 99, 20, 40, 30, 50});
        assertThat(trees.left()).containsExactly(1, 0, 0, 0, 0, 0);
        assertThat(trees.right()).containsExactly(2, 0, 0, 0, 0, 0);
        assertThat(trees.parent()).containsExactly(-1, 0, 0, 0, 0, 0);
        assertThat(trees.children()).containsExactly(0, 1, 0, 1, 1, 0);
    }

    @Test
    void ofSpansWithOneIdTheFirstIsTheParent() {
        SpanTrees trees = trees(new long[] {10, 20, 20, 30}, new long[] {0, 10, 10, 20});
        assertThat(trees.left()).containsExactly(1, 2, 6, 3);
        assertThat(trees.parent()).containsExactly(-1, 1, 1, 2);
    }

    @Test
    void aVeryDeepTraceIsNumbered() {
        int depth = 200_000;
        long[] ids = new long[depth];
        long[] parents = new long[depth];
        for (int i = 0; i < depth; i++) {
            ids[i] = i + 1;
            parents[i] = i;
        }
        SpanTrees trees = trees(ids, parents);
        assertThat(trees.left()[depth - 1]).isEqualTo(depth);
        assertThat(trees.right()[0]).isEqualTo(2 * depth);
    }

    @Test
    void descendantsLieBetweenTheNumbersAndPagesKeepThem() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            int rows = 1 + random.nextInt(60);
            long[] ids = new long[rows];
            long[] parents = new long[rows];
            for (int i = 0; i < rows; i++) {
                ids[i] = i + 1;
                parents[i] = random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(rows + 2);
            }
            SpanTrees trees = trees(ids, parents);
            NestedSets read = throughPages(trees, rows);
            for (int i = 0; i < rows; i++) {
                for (int other = 0; other < rows; other++) {
                    boolean below =
                            read.left().get(i) > read.left().get(other)
                                    && read.right().get(i) < read.right().get(other);
                    boolean numbered = read.left().get(i) != 0 && read.left().get(other) != 0;
                    assertThat(below)
                            .as("seed %d: %d below %d", seed, i, other)
                            .isEqualTo(numbered && isBelow(parents, i, other));
                }
            }
            assertThat(Arrays.copyOf(read.parent().array(), rows)).isEqualTo(trees.parent());
            assertThat(Arrays.copyOf(read.children().array(), rows)).isEqualTo(trees.children());
        }
    }

    private static boolean isBelow(long[] parents, int row, int above) {
        int at = row;
        for (int steps = 0; steps < parents.length; steps++) {
            long parent = parents[at];
            if (parent == 0 || parent > parents.length) {
                return false;
            }
            at = (int) parent - 1;
            if (at == above) {
                return true;
            }
        }
        return false;
    }

    private static NestedSets throughPages(SpanTrees trees, int rows) {
        ByteSink out = new ByteSink(16);
        TreePages.encode(trees, 0, rows, new PageEncoder(), out);
        return TreePages.decode(out.toByteArray(), rows);
    }

    private static SpanTrees trees(long[] ids, long[] parents) {
        SpanTrees trees = new SpanTrees(ids.length);
        trees.number(ids, parents, 0, ids.length);
        return trees;
    }
}
