package dev.trine.storage.seal;

import dev.trine.model.BytesColumn;
import dev.trine.model.IntColumn;
import dev.trine.model.MetricBatch;
import dev.trine.model.SeriesTable;
import dev.trine.storage.codec.PageEncoder;
import dev.trine.storage.disk.DiskFile;
import dev.trine.storage.part.BlockKey;
import dev.trine.storage.part.CorruptPartException;
import dev.trine.storage.part.PartInfo;
import dev.trine.storage.part.PartReader;
import dev.trine.storage.part.PartWriter;
import dev.trine.storage.part.TimeBounds;
import dev.trine.storage.tombstone.Deletions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Writes a part of metrics again without what is deleted of it, block by block. Series of which
/// nothing is left are left out of the table.
public final class PartRewrite {
    private final PartReader reader;
    private final Deletions deletions;

    public PartRewrite(PartReader reader, Deletions deletions) {
        this.reader = reader;
        this.deletions = deletions;
    }

    /// Writes and syncs what is left.
    ///
    /// @param file new and empty; belongs to the caller
    /// @param abandoned once true, writing ends with an [java.io.InterruptedIOException]
    /// @return how many rows are left; when there are none the file is no part
    /// @throws CorruptPartException when not all of the part can be read
    public long write(DiskFile file, BooleanSupplier abandoned)
            throws IOException, CorruptPartException {
        PartInfo info = reader.part().info();
        PartWriter writer =
                new PartWriter(
                        file,
                        MetricBatch.SCHEMA,
                        info.firstPosition(),
                        info.lastPosition(),
                        new PageEncoder(),
                        abandoned);
        long rows = 0;
        int @Nullable [] numbers = null;
        MetricBatch tables = (MetricBatch) reader.read(0, 0);
        for (int block = 0; block < reader.blocks(); block++) {
            MetricBatch left =
                    deletions.without((MetricBatch) reader.read(block, MetricBatch.SCHEMA.all()));
            if (left.rows() > 0) {
                numbers = numbers == null ? renumbered(tables.seriesTable, info) : numbers;
                rows += left.rows();
                renumber(left.series, numbers);
                writer.block(left, TimeBounds.of(left), key(left, 0), key(left, left.rows() - 1));
            }
        }
        if (numbers != null) {
            writer.resources(tables.resources());
            writer.scopes(tables.scopes());
            writer.series(left(tables.seriesTable, numbers));
            writer.sealedAt(reader.part().newestNanos());
            writer.finish();
        }
        return rows;
    }

    private static BlockKey key(MetricBatch block, int row) {
        return new BlockKey(block.series.get(row), 0);
    }

    /// The new number of each series; negative for those of which nothing is left.
    private int[] renumbered(SeriesTable table, PartInfo info) {
        int[] numbers = new int[table.size()];
        int next = 0;
        for (int series = 0; series < numbers.length; series++) {
            boolean gone = deletions.isWhole(series, info.minNanos(), info.maxNanos());
            numbers[series] = gone ? -1 : next++;
        }
        return numbers;
    }

    private static void renumber(IntColumn series, int[] numbers) {
        int[] values = series.array();
        for (int i = 0; i < series.size(); i++) {
            values[i] = numbers[values[i]];
        }
    }

    private static SeriesTable left(SeriesTable table, int[] numbers) {
        List<Integer> left = new ArrayList<>();
        for (int series = 0; series < numbers.length; series++) {
            if (numbers[series] >= 0) {
                left.add(series);
            }
        }
        BytesColumn attributes = new BytesColumn(left.size(), table.attributes().dataSize());
        for (int series : left) {
            attributes.append(
                    table.attributes().data(),
                    table.attributes().start(series),
                    table.attributes().length(series));
        }
        return new SeriesTable(
                ints(table.resource(), left),
                ints(table.scope(), left),
                ints(table.metric(), left),
                attributes,
                table.metrics());
    }

    private static IntColumn ints(IntColumn column, List<Integer> rows) {
        int[] values = new int[rows.size()];
        Arrays.setAll(values, i -> column.get(rows.get(i)));
        return new IntColumn(values, values.length);
    }
}
