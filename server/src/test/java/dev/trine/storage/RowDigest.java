package dev.trine.storage;

import dev.trine.model.Batch;
import dev.trine.model.BytesColumn;
import dev.trine.model.Column;
import dev.trine.model.IntColumn;
import dev.trine.model.LongColumn;
import dev.trine.model.MetricBatch;
import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.Hash64;
import java.util.ArrayList;
import java.util.List;

/// A row with everything it refers to, as 64 bits: what [RowText] tells people, for millions of rows.
final class RowDigest {
    private RowDigest() {}

    static List<Long> of(Batch batch) {
        List<Long> rows = new ArrayList<>(batch.rows());
        ByteSink bytes = new ByteSink(1024);
        for (int row = 0; row < batch.rows(); row++) {
            bytes.clear();
            for (int i = 0; i < batch.columns().size(); i++) {
                Column column = batch.columns().get(i);
                String name = batch.schema().columns().get(i).name();
                switch (column) {
                    case IntColumn ints -> integer(batch, name, ints.get(row), bytes);
                    case LongColumn longs -> bytes.putLong(longs.get(row));
                    case BytesColumn strings -> add(strings, row, bytes);
                }
            }
            rows.add(Hash64.of(bytes.array(), 0, bytes.size()));
        }
        return rows;
    }

    private static void integer(Batch batch, String name, int value, ByteSink bytes) {
        switch (name) {
            case "resource" -> add(batch.resources(), value, bytes);
            case "scope" -> add(batch.scopes(), value, bytes);
            case "series" -> {
                MetricBatch metrics = (MetricBatch) batch;
                add(batch.resources(), metrics.seriesTable.resource().get(value), bytes);
                add(batch.scopes(), metrics.seriesTable.scope().get(value), bytes);
                add(metrics.seriesTable.metrics(), metrics.seriesTable.metric().get(value), bytes);
                add(metrics.seriesTable.attributes(), value, bytes);
            }
            default -> bytes.putInt(value);
        }
    }

    private static void add(BytesColumn column, int row, ByteSink bytes) {
        bytes.putVarint(column.length(row));
        bytes.putBytes(column.data(), column.start(row), column.length(row));
    }
}
