package dev.trine.query.metrics.series;

import dev.trine.model.BytesColumn;
import dev.trine.model.MetricBatch;
import dev.trine.storage.Block;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rows of one block as far as they are needed: their numbers at once, their payloads when one is
/// looked at first. Used by one thread.
final class BlockRows {
    private static final long NUMBERS =
            MetricBatch.SCHEMA.set(
                    "series", "time_nanos", "start_nanos", "value", "value_kind", "flags");
    private static final long PAYLOAD = MetricBatch.SCHEMA.set("payload");

    private final Block<MetricBatch> block;
    private final MetricBatch numbers;
    private @Nullable BytesColumn payload;

    private BlockRows(Block<MetricBatch> block, MetricBatch numbers) {
        this.block = block;
        this.numbers = numbers;
    }

    /// Empty when the block is damaged.
    static Optional<BlockRows> of(Block<MetricBatch> block) {
        return block.read(NUMBERS).map(numbers -> new BlockRows(block, numbers));
    }

    int size() {
        return numbers.series.size();
    }

    /// The number of each row's series.
    int[] series() {
        return numbers.series.array();
    }

    /// The time of each row.
    long[] timeNanos() {
        return numbers.timeNanos.array();
    }

    long startMs(int row) {
        return numbers.startNanos.get(row) / 1_000_000;
    }

    long valueBits(int row) {
        return numbers.value.get(row);
    }

    int valueKind(int row) {
        return numbers.valueKind.get(row);
    }

    int flags(int row) {
        return numbers.flags.get(row);
    }

    /// Whether payloads can be read; else they are damaged.
    boolean hasPayload() {
        return payload().size() == size();
    }

    /// Payloads of all rows; none when they are damaged.
    BytesColumn payload() {
        if (payload == null) {
            payload = block.read(PAYLOAD).map(batch -> batch.payload).orElse(new BytesColumn(0, 0));
        }
        return payload;
    }
}
