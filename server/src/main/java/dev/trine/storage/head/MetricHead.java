package dev.trine.storage.head;

import dev.trine.model.BytesColumn;
import dev.trine.model.Column;
import dev.trine.model.IntColumn;
import dev.trine.model.MetricBatch;
import dev.trine.model.SeriesTable;
import dev.trine.storage.codec.BlockBloomFilter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Metric points in memory, their series kept once. A series ends with the head: one that gets no
/// more points is not in the next head, so that churn does not grow memory.
public final class MetricHead extends Head<MetricBatch> {
    private static final int SERIES = MetricBatch.SCHEMA.indexOf("series");

    private final SeriesIndex index = new SeriesIndex();
    private SeriesTable view = index.view();

    public MetricHead() {
        super(MetricBatch.SCHEMA);
    }

    @Override
    public synchronized long series() {
        return index.size();
    }

    @Override
    void replaceReferences(MetricBatch batch, @Nullable IntColumn[] replaced) {
        SeriesTable table = batch.seriesTable;
        int[] resources = ownResources(table.resource(), batch.resources()).array();
        int[] scopes = ownScopes(table.scope(), batch.scopes()).array();
        int[] metrics = ownMetrics(table);
        int[] numbers = new int[table.size()];
        Arrays.fill(numbers, -1);
        int[] own = new int[batch.rows()];
        for (int row = 0; row < own.length; row++) {
            int theirs = batch.series.get(row);
            if (numbers[theirs] < 0) {
                numbers[theirs] =
                        index.series(
                                resources[theirs],
                                scopes[theirs],
                                metrics[theirs],
                                table.attributes().data(),
                                table.attributes().start(theirs),
                                table.attributes().end(theirs));
            }
            own[row] = numbers[theirs];
        }
        replaced[SERIES] = new IntColumn(own, own.length);
    }

    @Override
    void beginView() {
        if (view.size() != index.size()) {
            view = index.view();
        }
    }

    @Override
    MetricBatch batch(List<Column> columns, BytesColumn resourceView, BytesColumn scopeView) {
        return new MetricBatch(columns, resourceView, scopeView, view);
    }

    @Override
    @Nullable BlockBloomFilter traces(List<Column> columns) {
        return null;
    }

    @Override
    long tableBytes() {
        return index.heapBytes();
    }

    private int[] ownMetrics(SeriesTable table) {
        BytesColumn theirs = table.metrics();
        int[] own = new int[table.size()];
        int[] numbers = new int[theirs.size()];
        Arrays.fill(numbers, -1);
        for (int row = 0; row < own.length; row++) {
            int metric = table.metric().get(row);
            if (numbers[metric] < 0) {
                numbers[metric] =
                        index.metric(theirs.data(), theirs.start(metric), theirs.end(metric));
            }
            own[row] = numbers[metric];
        }
        return own;
    }
}
