package dev.trine.query.metrics.series;

import dev.trine.model.MetricBatch;
import dev.trine.model.TimeRange;
import dev.trine.query.exec.Query;
import dev.trine.storage.Block;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Where in a head the rows of the wanted series are: for each of these the numbers of its rows, in
/// the order in which they came. Takes 4 bytes a wanted row and as many a series of the head.
final class RowLists {
    private final List<Optional<BlockRows>> blocks = new ArrayList<>();
    private final int[] firstRows;

    /// By series: end of its list; its begin is the end of the one before.
    private final int[] ends;

    private int[] rows = {};

    private RowLists(List<Block<MetricBatch>> blocks, int series) {
        this.firstRows = new int[blocks.size() + 1];
        this.ends = new int[series];
        for (int i = 0; i < blocks.size(); i++) {
            this.blocks.add(BlockRows.of(blocks.get(i)));
            firstRows[i + 1] = Math.addExact(firstRows[i], blocks.get(i).rows());
        }
    }

    static RowLists of(
            List<Block<MetricBatch>> blocks, BitSet wanted, TimeRange range, Query query) {
        int series = wanted.length();
        query.charge(4L * series);
        RowLists lists = new RowLists(blocks, series);
        lists.visit(wanted, range, query, (of, _) -> lists.ends[of]++);
        for (int i = 1; i < series; i++) {
            lists.ends[i] += lists.ends[i - 1];
        }
        int count = series == 0 ? 0 : lists.ends[series - 1];
        query.charge(4L * count);
        lists.rows = new int[count];
        int[] next = new int[series];
        if (series > 1) {
            System.arraycopy(lists.ends, 0, next, 1, series - 1);
        }
        lists.visit(wanted, range, query, (of, row) -> lists.rows[next[of]++] = row);
        return lists;
    }

    private interface RowVisitor {
        void visit(int series, int row);
    }

    private void visit(BitSet wanted, TimeRange range, Query query, RowVisitor visitor) {
        for (int i = 0; i < blocks.size(); i++) {
            query.check();
            if (blocks.get(i).isPresent()) {
                BlockRows block = blocks.get(i).get();
                int[] series = block.series();
                long[] nanos = block.timeNanos();
                for (int row = 0; row < block.size(); row++) {
                    if (wanted.get(series[row]) && range.contains(nanos[row])) {
                        visitor.visit(series[row], firstRows[i] + row);
                    }
                }
            }
        }
    }

    int rows(int series) {
        return series >= ends.length ? 0 : ends[series] - begin(series);
    }

    private int begin(int series) {
        return series == 0 ? 0 : ends[series - 1];
    }

    void read(int[] series, Query query, SourceRows.Taker taker) {
        for (int index = 0; index < series.length; index++) {
            int of = series[index];
            query.check();
            int block = 0;
            for (int i = begin(of); i < ends[of]; i++) {
                while (rows[i] >= firstRows[block + 1]) {
                    block++;
                }
                int row = rows[i] - firstRows[block];
                taker.take(index, blocks.get(block).orElseThrow(), row, row + 1);
            }
        }
    }
}
