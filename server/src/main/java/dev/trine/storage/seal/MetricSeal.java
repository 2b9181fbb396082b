package dev.trine.storage.seal;

import dev.trine.model.IntColumn;
import dev.trine.model.MetricBatch;
import dev.trine.model.SeriesTable;
import dev.trine.storage.head.HeadBlock;
import dev.trine.storage.head.MetricHead;
import dev.trine.storage.part.BlockKey;
import dev.trine.storage.part.PartWriter;
import dev.trine.storage.part.TimeBounds;
import java.io.IOException;
import java.util.List;

/// Metric points by (series, time). Series are numbered anew, so that those of one metric are
/// neighbours: by the bytes of metric, resource, scope and attributes. That order is the same in every
/// part, so that what a query reads together lies together in all of them.
final class MetricSeal {
    private static final int SERIES = MetricBatch.SCHEMA.indexOf("series");
    private static final int TIME = MetricBatch.SCHEMA.indexOf("time_nanos");

    private static final int MIN_BLOCK_ROWS = 2_048;

    private MetricSeal() {}

    static void write(MetricHead head, PartWriter writer) throws IOException {
        List<HeadBlock<MetricBatch>> blocks = head.blocks();
        HeadRows rows = new HeadRows(MetricBatch.SCHEMA, blocks);
        MetricBatch tables = blocks.getFirst().batch();
        int[] seriesOrder = SeriesOrder.of(tables.seriesTable, tables.resources(), tables.scopes());
        int[] renumbered = new int[seriesOrder.length];
        for (int i = 0; i < seriesOrder.length; i++) {
            renumbered[seriesOrder[i]] = i;
        }
        int[] series = rows.ints(SERIES);
        for (int row = 0; row < series.length; row++) {
            series[row] = renumbered[series[row]];
        }
        int[] order = RowSort.byBucketAndTime(series, seriesOrder.length, rows.longs(TIME));
        SeriesTable table = SeriesOrder.reordered(tables.seriesTable, seriesOrder);
        for (int from = 0; from < order.length; ) {
            int to = wholeSeries(series, order, from, rows.blockEnd(order, from));
            MetricBatch block =
                    new MetricBatch(
                            rows.gather(order, from, to),
                            tables.resources(),
                            tables.scopes(),
                            table);
            renumber(block.series, renumbered);
            writer.block(block, TimeBounds.of(block), key(block, 0), key(block, to - from - 1));
            from = to;
        }
        writer.resources(tables.resources());
        writer.scopes(tables.scopes());
        writer.series(table);
    }

    /// A block ends with a series rather than in one, unless that makes it small: values of one series
    /// go together better.
    private static int wholeSeries(int[] series, int[] order, int from, int to) {
        if (to == order.length || series[order[to - 1]] != series[order[to]]) {
            return to;
        }
        int cut = to;
        while (cut > from && series[order[cut - 1]] == series[order[to]]) {
            cut--;
        }
        return cut - from >= MIN_BLOCK_ROWS ? cut : to;
    }

    /// Replaces the head's series numbers by the part's, in a column of this block alone.
    private static void renumber(IntColumn series, int[] renumbered) {
        int[] values = series.array();
        for (int i = 0; i < series.size(); i++) {
            values[i] = renumbered[values[i]];
        }
    }

    private static BlockKey key(MetricBatch block, int row) {
        return new BlockKey(block.series.get(row), 0);
    }
}
