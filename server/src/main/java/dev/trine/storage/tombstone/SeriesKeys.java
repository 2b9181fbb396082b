package dev.trine.storage.tombstone;

import dev.trine.model.BytesColumn;
import dev.trine.model.MetricBatch;
import dev.trine.model.SeriesTable;
import dev.trine.storage.codec.Hash64;
import io.airlift.compress.v3.xxhash.XxHash64JavaHasher;

/// Tells stored series apart without their bytes: 128 bits over resource, scope, metric and
/// attributes, two hashes of different seeds. A series has the same key in every part and head.
final class SeriesKeys {
    private static final long HIGH_SEED = 0x9E3779B97F4A7C15L;
    private static final long LOW_SEED = 0xC2B2AE3D27D4EB4FL;

    private final long[] high;
    private final long[] low;

    private SeriesKeys(long[] high, long[] low) {
        this.high = high;
        this.low = low;
    }

    /// The keys of all series of a table.
    static SeriesKeys of(MetricBatch tables) {
        return new SeriesKeys(hashes(tables, HIGH_SEED), hashes(tables, LOW_SEED));
    }

    private static long[] hashes(MetricBatch tables, long seed) {
        SeriesTable table = tables.seriesTable;
        long[] resources = hashes(tables.resources(), seed);
        long[] scopes = hashes(tables.scopes(), seed);
        long[] metrics = hashes(table.metrics(), seed);
        BytesColumn attributes = table.attributes();
        long[] hashes = new long[table.size()];
        for (int series = 0; series < hashes.length; series++) {
            long owner =
                    Hash64.of(
                            resources[table.resource().get(series)],
                            scopes[table.scope().get(series)]);
            long own = hash(attributes, series, seed);
            hashes[series] = Hash64.of(Hash64.of(owner, metrics[table.metric().get(series)]), own);
        }
        return hashes;
    }

    private static long[] hashes(BytesColumn values, long seed) {
        long[] hashes = new long[values.size()];
        for (int row = 0; row < hashes.length; row++) {
            hashes[row] = hash(values, row, seed);
        }
        return hashes;
    }

    private static long hash(BytesColumn values, int row, long seed) {
        return XxHash64JavaHasher.hash(values.data(), values.start(row), values.length(row), seed);
    }

    int size() {
        return high.length;
    }

    long high(int series) {
        return high[series];
    }

    long low(int series) {
        return low[series];
    }
}
