package dev.trine.storage.compact;

import dev.trine.model.Batch;
import dev.trine.model.Column;
import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.Schema;
import dev.trine.model.SpanBatch;
import dev.trine.storage.part.BlockKey;
import dev.trine.storage.part.PartWriter;
import dev.trine.storage.part.TimeBounds;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Cuts merged rows into blocks and hands them to the writer. One thread.
final class MergeOutput {
    /// A block ends with a series rather than in one, unless it would have fewer rows than this.
    private static final int MIN_BLOCK_ROWS = 2_048;

    private final MergedBlock block;
    private final PartWriter writer;
    private Function<List<Column>, Batch> batches =
            columns -> {
                throw new IllegalStateException("no tables yet");
            };

    MergeOutput(Schema schema, PartWriter writer) {
        this.block = new MergedBlock(schema);
        this.writer = writer;
    }

    /// Tells how columns become a batch: with which tables.
    void tables(Function<List<Column>, Batch> withTables) {
        batches = withTables;
    }

    /// Adds rows, which follow all before in the order of the part.
    ///
    /// @param numbers as for [MergedBlock#append]
    void append(Batch batch, int from, int to, int[] @Nullable [] numbers) throws IOException {
        int at = from;
        while (at < to) {
            int fitting = block.fitting(batch, at, to);
            block.append(batch, at, at + fitting, numbers);
            at += fitting;
            if (at < to) {
                write(batches.apply(block.columns()), nextSeries(batch, at, numbers));
            }
        }
    }

    /// Writes what is left.
    void finish() throws IOException {
        if (block.rows() > 0) {
            write(batches.apply(block.columns()), -1);
        }
    }

    private static int nextSeries(Batch batch, int row, int[] @Nullable [] numbers) {
        int[] series = numbers[0];
        return batch instanceof MetricBatch metrics && series != null
                ? series[metrics.series.get(row)]
                : -1;
    }

    private void write(Batch full, int nextSeries) throws IOException {
        int cut = full instanceof MetricBatch metrics ? cut(metrics, nextSeries) : full.rows();
        Batch written = cut == full.rows() ? full : batches.apply(first(full.columns(), cut));
        writer.block(written, TimeBounds.of(written), key(written, 0), key(written, cut - 1));
        block.keepFrom(cut);
    }

    private static int cut(MetricBatch batch, int nextSeries) {
        int cut = batch.rows();
        while (cut > 0 && batch.series.get(cut - 1) == nextSeries) {
            cut--;
        }
        return cut >= MIN_BLOCK_ROWS ? cut : batch.rows();
    }

    private static List<Column> first(List<Column> columns, int rows) {
        return columns.stream().map(column -> MergedBlock.first(column, rows)).toList();
    }

    private static BlockKey key(Batch batch, int row) {
        return switch (batch) {
            case SpanBatch spans ->
                    new BlockKey(spans.traceIdHigh.get(row), spans.traceIdLow.get(row));
            case LogBatch logs -> new BlockKey(logs.resource.get(row), logs.scope.get(row));
            case MetricBatch metrics -> new BlockKey(metrics.series.get(row), 0);
        };
    }
}
