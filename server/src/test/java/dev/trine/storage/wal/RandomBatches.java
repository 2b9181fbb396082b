package dev.trine.storage.wal;

import dev.trine.model.Batch;
import dev.trine.model.BytesColumn;
import dev.trine.model.Column;
import dev.trine.model.IntColumn;
import dev.trine.model.LogBatch;
import dev.trine.model.LongColumn;
import dev.trine.model.MetricBatch;
import dev.trine.model.SpanBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Batches of any signal with values of every width, and a way to compare two.
final class RandomBatches {
    private RandomBatches() {}

    static Batch next(RandomGenerator random, int rows) {
        return switch (random.nextInt(3)) {
            case 0 -> fill(random, new SpanBatch(0), rows);
            case 1 -> fill(random, new LogBatch(0), rows);
            default -> {
                MetricBatch batch = fill(random, new MetricBatch(0), rows);
                int series = random.nextInt(1 + rows);
                fill(random, batch.seriesTable.resource(), series);
                fill(random, batch.seriesTable.scope(), series);
                fill(random, batch.seriesTable.metric(), series);
                fill(random, batch.seriesTable.attributes(), series);
                fill(random, batch.seriesTable.metrics(), random.nextInt(4));
                yield batch;
            }
        };
    }

    private static <B extends Batch> B fill(RandomGenerator random, B batch, int rows) {
        for (Column column : batch.columns()) {
            fill(random, column, rows);
        }
        fill(random, batch.resources(), random.nextInt(3));
        fill(random, batch.scopes(), random.nextInt(3));
        return batch;
    }

    private static void fill(RandomGenerator random, Column column, int rows) {
        switch (column) {
            case LongColumn longs -> {
                long base = random.nextBoolean() ? random.nextLong() : random.nextInt(3);
                int bits = random.nextInt(65);
                for (int i = 0; i < rows; i++) {
                    longs.append(base + (bits == 0 ? 0 : random.nextLong() >>> 64 - bits));
                }
            }
            case IntColumn ints -> {
                int base = random.nextBoolean() ? random.nextInt() : random.nextInt(3);
                int bits = random.nextInt(33);
                for (int i = 0; i < rows; i++) {
                    ints.append(base + (bits == 0 ? 0 : random.nextInt() >>> 32 - bits));
                }
            }
            case BytesColumn strings -> {
                byte[] same = bytes(random, random.nextInt(20));
                int kind = random.nextInt(4);
                for (int i = 0; i < rows; i++) {
                    strings.append(
                            switch (kind) {
                                case 0 -> new byte[0];
                                case 1 -> same;
                                case 2 -> bytes(random, 4);
                                default -> bytes(random, random.nextInt(40));
                            });
                }
            }
        }
    }

    private static byte[] bytes(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /// Everything in a batch, column by column, comparable with `equals`.
    static List<Object> content(Batch batch) {
        List<Object> all = new ArrayList<>();
        all.add(batch.signal());
        for (Column column : batch.columns()) {
            all.add(content(column));
        }
        all.add(content(batch.resources()));
        all.add(content(batch.scopes()));
        if (batch instanceof MetricBatch metrics) {
            all.add(content(metrics.seriesTable.resource()));
            all.add(content(metrics.seriesTable.scope()));
            all.add(content(metrics.seriesTable.metric()));
            all.add(content(metrics.seriesTable.attributes()));
            all.add(content(metrics.seriesTable.metrics()));
        }
        return all;
    }

    private static List<Object> content(Column column) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < column.size(); i++) {
            values.add(
                    switch (column) {
                        case LongColumn longs -> longs.get(i);
                        case IntColumn ints -> ints.get(i);
                        case BytesColumn strings -> ByteBuffer.wrap(strings.copy(i));
                    });
        }
        return values;
    }
}
