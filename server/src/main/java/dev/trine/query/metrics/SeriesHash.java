package dev.trine.query.metrics;

import dev.trine.model.Attributes;
import dev.trine.model.BytesColumn;
import dev.trine.model.MetricBatch;
import dev.trine.model.ResourceEntry;
import dev.trine.model.SeriesTable;
import dev.trine.query.column.Hashing;

/// Tells series apart by content: the same series has the same hash in every batch, whatever the
/// order of its attributes.
final class SeriesHash {
    private SeriesHash() {}

    /// The hash of a set of attributes.
    ///
    /// @param attributes a cursor before the first entry
    static long attributes(Attributes attributes) {
        long sum = 0;
        while (attributes.next()) {
            sum += Hashing.mix(key(attributes), value(attributes));
        }
        return sum;
    }

    /// The hash of the key of the entry a cursor is at.
    static long key(Attributes entry) {
        return Hashing.hash(entry.data(), entry.keyStart(), entry.keyEnd());
    }

    private static long value(Attributes entry) {
        return Hashing.hash(entry.data(), entry.valueStart(), entry.valueEnd());
    }

    static long resource(BytesColumn resources, int row) {
        return attributes(ResourceEntry.of(resources, row).attributes());
    }

    /// The hash of a series of a batch: resource, scope, metric, attributes.
    static long series(MetricBatch batch, int series) {
        SeriesTable table = batch.seriesTable;
        long origin =
                Hashing.mix(
                        resource(batch.resources(), table.resource().get(series)),
                        entry(batch.scopes(), table.scope().get(series)));
        return Hashing.mix(
                origin,
                entry(table.metrics(), table.metric().get(series)),
                attributes(new Attributes().reset(table.attributes(), series)));
    }

    private static long entry(BytesColumn column, int row) {
        return Hashing.hash(column.data(), column.start(row), column.end(row));
    }
}
