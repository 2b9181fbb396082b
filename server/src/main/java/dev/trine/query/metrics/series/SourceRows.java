package dev.trine.query.metrics.series;

import dev.trine.model.MetricBatch;
import dev.trine.query.exec.Query;
import dev.trine.storage.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One part or head as a selection sees it: its tables, and its blocks with rows in the range. Rows of
/// a part lie by series and time, so that those of a series are found by searching; of a head, whose
/// rows lie as they came, it is noted once where the rows of the wanted series are.
final class SourceRows {
    private final MetricBatch tables;
    private final List<Block<MetricBatch>> blocks;
    private final SelectedRange range;
    private @Nullable RowLists lists;

    SourceRows(MetricBatch tables, List<Block<MetricBatch>> blocks, SelectedRange range) {
        this.tables = tables;
        this.blocks = blocks;
        this.range = range;
    }

    MetricBatch tables() {
        return tables;
    }

    private boolean sorted() {
        return blocks.getFirst().sorted();
    }

    /// Whether nothing is left of a series.
    boolean isDeleted(int series) {
        return blocks.getFirst().isDeleted(series);
    }

    /// To be called once all wanted series are known, before anything is read.
    void prepare(BitSet wanted, Query query) {
        if (!sorted()) {
            lists = RowLists.of(blocks, wanted, range.nanos(), query);
        }
    }

    /// About how many rows of a series there are in the range.
    long rows(int series) {
        if (lists != null) {
            return lists.rows(series);
        }
        long rows = 0;
        for (int i = firstBlock(series); i < blocks.size(); i++) {
            Block<MetricBatch> block = blocks.get(i);
            if (block.firstSeries() > series) {
                break;
            }
            rows += block.rows() / (block.lastSeries() - block.firstSeries() + 1) + 1;
        }
        return rows;
    }

    /// Takes rows of a series, in the order in which they were stored.
    interface Taker {
        /// @param index of the series among those that are read
        /// @param from the first row
        /// @param to behind the last one
        void take(int index, BlockRows rows, int from, int to);
    }

    /// Reads the rows of some series that lie in the range.
    ///
    /// @param series ascending
    void read(int[] series, Query query, Taker taker) {
        if (lists != null) {
            lists.read(series, query, taker);
            return;
        }
        for (int i = firstBlock(series[0]); i < blocks.size(); i++) {
            Block<MetricBatch> block = blocks.get(i);
            if (block.firstSeries() > series[series.length - 1]) {
                break;
            }
            int first = lowerBound(series, 0, series.length, block.firstSeries());
            if (series[first] <= block.lastSeries()) {
                query.check();
                Optional<BlockRows> rows = BlockRows.of(block);
                if (rows.isPresent()) {
                    read(rows.get(), series, first, taker);
                }
            }
        }
    }

    private void read(BlockRows rows, int[] series, int first, Taker taker) {
        int[] of = rows.series();
        int at = 0;
        for (int i = first; i < series.length && at < rows.size(); i++) {
            int from = lowerBound(of, at, rows.size(), series[i]);
            at = lowerBound(of, from, rows.size(), series[i] + 1);
            int begin = lowerBound(rows.timeNanos(), from, at, range.nanos().startNanos());
            int end = lowerBound(rows.timeNanos(), begin, at, range.nanos().endNanos());
            if (begin < end) {
                taker.take(i, rows, begin, end);
            }
        }
    }

    /// The first block that may have a series or one above it.
    private int firstBlock(int series) {
        int low = 0;
        int high = blocks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (blocks.get(middle).lastSeries() < series) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Index of the first value that is not below another; steps of growing length, since what is
    /// looked for is mostly near.
    private static int lowerBound(int[] values, int from, int to, int value) {
        int step = 1;
        int low = from;
        int high = from;
        while (high < to && values[high] < value) {
            low = high + 1;
            high = Math.min(to, high + step);
            step *= 2;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int lowerBound(long[] values, int from, int to, long value) {
        int at = Arrays.binarySearch(values, from, to, value);
        if (at < 0) {
            return -at - 1;
        }
        while (at > from && values[at - 1] == value) {
            at--;
        }
        return at;
    }

    /// The sources of some blocks, in their order.
    static List<SourceRows> of(List<Block<MetricBatch>> blocks, SelectedRange range, Query query) {
        List<SourceRows> sources = new ArrayList<>();
        int from = 0;
        while (from < blocks.size()) {
            Object source = blocks.get(from).source();
            int to = from + 1;
            while (to < blocks.size() && blocks.get(to).source().equals(source)) {
                to++;
            }
            query.check();
            List<Block<MetricBatch>> own = blocks.subList(from, to);
            // A head's last block knows all series that the others do.
            own.getLast()
                    .read(0)
                    .ifPresent(tables -> sources.add(new SourceRows(tables, own, range)));
            from = to;
        }
        return sources;
    }

    /// The part or head itself.
    Object source() {
        return blocks.getFirst().source();
    }
}
