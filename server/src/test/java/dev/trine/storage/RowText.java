package dev.trine.storage;

import dev.trine.model.Batch;
import dev.trine.model.BytesColumn;
import dev.trine.model.Column;
import dev.trine.model.IntColumn;
import dev.trine.model.LongColumn;
import dev.trine.model.MetricBatch;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A row with everything it refers to, as text: two rows are the same when their texts are.
public final class RowText {
    private static final HexFormat HEX = HexFormat.of();

    private RowText() {}

    public static List<String> of(Batch batch) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < batch.rows(); row++) {
            rows.add(of(batch, row));
        }
        return rows;
    }

    public static String of(Batch batch, int row) {
        StringBuilder text = new StringBuilder(batch.signal().label());
        for (int i = 0; i < batch.columns().size(); i++) {
            String name = batch.schema().columns().get(i).name();
            text.append(' ').append(name).append('=');
            Column column = batch.columns().get(i);
            switch (column) {
                case IntColumn ints -> integer(batch, name, ints.get(row), text);
                case LongColumn longs -> text.append(longs.get(row));
                case BytesColumn bytes -> hex(bytes, row, text);
            }
        }
        return text.toString();
    }

    private static void integer(Batch batch, String name, int value, StringBuilder text) {
        switch (name) {
            case "resource" -> hex(batch.resources(), value, text);
            case "scope" -> hex(batch.scopes(), value, text);
            case "series" -> {
                MetricBatch metrics = (MetricBatch) batch;
                hex(batch.resources(), metrics.seriesTable.resource().get(value), text);
                hex(batch.scopes(), metrics.seriesTable.scope().get(value), text);
                hex(metrics.seriesTable.metrics(), metrics.seriesTable.metric().get(value), text);
                hex(metrics.seriesTable.attributes(), value, text);
            }
            default -> text.append(value);
        }
    }

    private static void hex(BytesColumn column, int row, StringBuilder text) {
        text.append('[').append(HEX.formatHex(column.copy(row))).append(']');
    }
}
