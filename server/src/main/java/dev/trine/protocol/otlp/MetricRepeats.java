package dev.trine.protocol.otlp;

import dev.trine.model.BytesColumn;
import dev.trine.wire.ProtoWriter;
import java.util.Arrays;

/// Finds a metric's row in the table when the request had the same metric before: one process after
/// another sends the same metrics, nearly always in the same order. So it looks only at the row that
/// followed the previous one, and at the first; a metric it misses gets a row of its own, which is as
/// right. So does one that follows itself: they were sent as two.
final class MetricRepeats {
    private final BytesColumn table;
    private int next;

    MetricRepeats(BytesColumn table) {
        this.table = table;
    }

    /// The row of a metric, new when need be.
    int row(ProtoWriter entry) {
        int row = next;
        if (!isAt(row, entry)) {
            row = next > 1 && isAt(0, entry) ? 0 : table.size();
        }
        if (row == table.size()) {
            table.append(entry.data(), 0, entry.size());
        }
        next = row + 1;
        return row;
    }

    private boolean isAt(int row, ProtoWriter entry) {
        return row < table.size()
                && Arrays.equals(
                        table.data(),
                        table.start(row),
                        table.end(row),
                        entry.data(),
                        0,
                        entry.size());
    }
}
