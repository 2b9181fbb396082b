package dev.trine.storage.seal;

import dev.trine.model.Batch;
import dev.trine.model.BytesColumn;
import dev.trine.model.Column;
import dev.trine.model.IntColumn;
import dev.trine.model.LongColumn;
import dev.trine.model.Schema;
import dev.trine.storage.head.Head;
import dev.trine.storage.head.HeadBlock;
import java.util.ArrayList;
import java.util.List;

/// The rows of a head that no longer changes, numbered across its blocks, and copied out in any order.
final class HeadRows {
    private static final int ROW_BITS = Integer.numberOfTrailingZeros(Head.BLOCK_ROWS);
    private static final int ROW_MASK = Head.BLOCK_ROWS - 1;

    private final Schema schema;
    private final List<List<Column>> blocks = new ArrayList<>();

    /// By row number: the block, and the row in it.
    private final int[] places;

    private final int rows;

    <B extends Batch> HeadRows(Schema schema, List<HeadBlock<B>> blocks) {
        this.schema = schema;
        int count = 0;
        for (HeadBlock<B> block : blocks) {
            this.blocks.add(block.batch().columns());
            count = Math.addExact(count, block.batch().rows());
        }
        this.rows = count;
        this.places = new int[count];
        int at = 0;
        for (int block = 0; block < blocks.size(); block++) {
            for (int row = 0, end = blocks.get(block).batch().rows(); row < end; row++) {
                places[at++] = block << ROW_BITS | row;
            }
        }
    }

    int rows() {
        return rows;
    }

    /// All values of an integer column, by row number.
    int[] ints(int column) {
        int[] values = new int[rows];
        int at = 0;
        for (List<Column> block : blocks) {
            IntColumn source = (IntColumn) block.get(column);
            System.arraycopy(source.array(), 0, values, at, source.size());
            at += source.size();
        }
        return values;
    }

    /// All values of an integer column, by row number.
    long[] longs(int column) {
        long[] values = new long[rows];
        int at = 0;
        for (List<Column> block : blocks) {
            LongColumn source = (LongColumn) block.get(column);
            System.arraycopy(source.array(), 0, values, at, source.size());
            at += source.size();
        }
        return values;
    }

    /// End of the block that starts at `from` in an order: as many rows as a block may have.
    int blockEnd(int[] order, int from) {
        int end = Math.min(order.length, from + Head.BLOCK_ROWS);
        long bytes = 0;
        for (int i = from; i < end; i++) {
            bytes += rawBytes(order[i]);
            if (bytes > Head.BLOCK_BYTES && i > from) {
                return i;
            }
        }
        return end;
    }

    /// The columns of rows `order[from, to)`.
    List<Column> gather(int[] order, int from, int to) {
        List<Column> gathered = new ArrayList<>(schema.columns().size());
        for (int column = 0; column < schema.columns().size(); column++) {
            gathered.add(
                    switch (schema.columns().get(column).type()) {
                        case INT -> gatherInts(column, order, from, to);
                        case LONG -> gatherLongs(column, order, from, to);
                        case BYTES -> gatherBytes(column, order, from, to);
                    });
        }
        return gathered;
    }

    private Column gatherInts(int column, int[] order, int from, int to) {
        int[] values = new int[to - from];
        for (int i = from; i < to; i++) {
            int row = order[i];
            values[i - from] =
                    ((IntColumn) blocks.get(places[row] >>> ROW_BITS).get(column))
                            .get(places[row] & ROW_MASK);
        }
        return new IntColumn(values, values.length);
    }

    private Column gatherLongs(int column, int[] order, int from, int to) {
        long[] values = new long[to - from];
        for (int i = from; i < to; i++) {
            int row = order[i];
            values[i - from] =
                    ((LongColumn) blocks.get(places[row] >>> ROW_BITS).get(column))
                            .get(places[row] & ROW_MASK);
        }
        return new LongColumn(values, values.length);
    }

    private Column gatherBytes(int column, int[] order, int from, int to) {
        int length = 0;
        int[] ends = new int[to - from];
        for (int i = from; i < to; i++) {
            length += bytes(order[i], column).length(places[order[i]] & ROW_MASK);
            ends[i - from] = length;
        }
        byte[] data = new byte[length];
        int at = 0;
        for (int i = from; i < to; i++) {
            BytesColumn source = bytes(order[i], column);
            int row = places[order[i]] & ROW_MASK;
            System.arraycopy(source.data(), source.start(row), data, at, source.length(row));
            at += source.length(row);
        }
        return new BytesColumn(data, ends, ends.length);
    }

    private BytesColumn bytes(int row, int column) {
        return (BytesColumn) blocks.get(places[row] >>> ROW_BITS).get(column);
    }

    private long rawBytes(int row) {
        long bytes = 0;
        for (int column = 0; column < schema.columns().size(); column++) {
            bytes +=
                    switch (schema.columns().get(column).type()) {
                        case INT -> 4;
                        case LONG -> 8;
                        case BYTES -> 4 + bytes(row, column).length(places[row] & ROW_MASK);
                    };
        }
        return bytes;
    }
}
