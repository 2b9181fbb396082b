package dev.trine.storage.seal;

import dev.trine.model.BytesColumn;
import dev.trine.model.IntColumn;
import dev.trine.model.MetricBatch;
import dev.trine.model.SeriesTable;
import dev.trine.storage.head.HeadBlock;
import dev.trine.storage.head.MetricHead;
import dev.trine.storage.part.BlockKey;
import dev.trine.storage.part.PartWriter;
import dev.trine.storage.part.TimeBounds;
import java.io.IOException;
import java.util.Arrays;
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
        int[] seriesOrder = seriesOrder(tables);
        int[] renumbered = new int[seriesOrder.length];
        for (int i = 0; i < seriesOrder.length; i++) {
            renumbered[seriesOrder[i]] = i;
        }
        int[] series = rows.ints(SERIES);
        for (int row = 0; row < series.length; row++) {
            series[row] = renumbered[series[row]];
        }
        int[] order = RowSort.byBucketAndTime(series, seriesOrder.length, rows.longs(TIME));
        SeriesTable table = reordered(tables.seriesTable, seriesOrder);
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

    private static int[] seriesOrder(MetricBatch tables) {
        SeriesTable table = tables.seriesTable;
        int[] metrics = ranks(table.metrics());
        int[] resources = ranks(tables.resources());
        int[] scopes = ranks(tables.scopes());
        Integer[] order = new Integer[table.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order,
                (one, other) -> {
                    int result =
                            Integer.compare(
                                    metrics[table.metric().get(one)],
                                    metrics[table.metric().get(other)]);
                    if (result == 0) {
                        result =
                                Integer.compare(
                                        resources[table.resource().get(one)],
                                        resources[table.resource().get(other)]);
                    }
                    if (result == 0) {
                        result =
                                Integer.compare(
                                        scopes[table.scope().get(one)],
                                        scopes[table.scope().get(other)]);
                    }
                    return result == 0 ? compare(table.attributes(), one, other) : result;
                });
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    /// The place of each value of a table in the order of their bytes.
    private static int[] ranks(BytesColumn table) {
        Integer[] order = new Integer[table.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (one, other) -> compare(table, one, other));
        int[] ranks = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            ranks[order[i]] = i;
        }
        return ranks;
    }

    private static int compare(BytesColumn bytes, int one, int other) {
        return Arrays.compareUnsigned(
                bytes.data(),
                bytes.start(one),
                bytes.end(one),
                bytes.data(),
                bytes.start(other),
                bytes.end(other));
    }

    private static SeriesTable reordered(SeriesTable table, int[] order) {
        int size = order.length;
        IntColumn resource = new IntColumn(size);
        IntColumn scope = new IntColumn(size);
        IntColumn metric = new IntColumn(size);
        BytesColumn attributes = new BytesColumn(size, table.attributes().dataSize());
        for (int series : order) {
            resource.append(table.resource().get(series));
            scope.append(table.scope().get(series));
            metric.append(table.metric().get(series));
            attributes.append(
                    table.attributes().data(),
                    table.attributes().start(series),
                    table.attributes().length(series));
        }
        return new SeriesTable(resource, scope, metric, attributes, table.metrics());
    }
}
