package dev.trine.storage.head;

import dev.trine.model.Batch;
import dev.trine.model.BytesColumn;
import dev.trine.model.Column;
import dev.trine.model.IntColumn;
import dev.trine.model.Schema;
import dev.trine.storage.codec.BlockBloomFilter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One signal's rows in memory, from one log position to another. Rows are copied into blocks of at
/// most 8,192 rows or 2 MiB; a batch that crosses that is split, a single row above it gets a block of
/// its own. All but the last block are trimmed and never change.
///
/// One thread at a time appends, in position order; any number read, and see all rows appended
/// before. Nothing slower than a copy happens under the lock.
public abstract sealed class Head<B extends Batch> permits SpanHead, LogHead, MetricHead {
    /// Rows of a block at most, here and in part files.
    public static final int BLOCK_ROWS = 8192;

    /// Raw bytes of a block at most, unless a single row has more.
    public static final int BLOCK_BYTES = 2 << 20;

    private record Frozen(
            List<Column> columns,
            long minNanos,
            long maxNanos,
            @Nullable BlockBloomFilter traces) {}

    private final Schema schema;
    private final InternTable resources = new InternTable();
    private final InternTable scopes = new InternTable();
    private final List<Frozen> frozen = new ArrayList<>();
    private final ConstantColumns constants = new ConstantColumns();
    private OpenBlock open;
    private long frozenBytes;
    private long rows;
    private long firstPosition;
    private long lastPosition;
    private long minNanos = Long.MAX_VALUE;
    private long maxNanos = Long.MIN_VALUE;

    Head(Schema schema) {
        this.schema = schema;
        this.open = new OpenBlock(schema);
    }

    public final Schema schema() {
        return schema;
    }

    /// Takes all rows of a batch; they can be read when this returns.
    ///
    /// @param position where the log has it: above that of the batch before
    public final synchronized void append(B batch, long position) {
        if (position <= lastPosition) {
            throw new IllegalArgumentException(
                    "position: " + position + " (expected: > " + lastPosition + ")");
        }
        int count = batch.rows();
        if (count == 0) {
            return;
        }
        if (firstPosition == 0) {
            firstPosition = position;
        }
        lastPosition = position;
        @Nullable IntColumn[] replaced = new @Nullable IntColumn[schema.columns().size()];
        replaceReferences(batch, replaced);
        int from = 0;
        while (from < count) {
            int to = fitting(batch, from, count);
            if (to > from) {
                open.append(batch, from, to, replaced);
                from = to;
            }
            if (from < count || open.rows() == BLOCK_ROWS || open.bytes() >= BLOCK_BYTES) {
                freeze();
            }
        }
        rows += count;
    }

    /// What is held now, in order of arrival. Blocks that were full before are the same objects'
    /// columns again; only the last one is a new view.
    public final synchronized List<HeadBlock<B>> blocks() {
        List<HeadBlock<B>> blocks = new ArrayList<>(frozen.size() + 1);
        BytesColumn resourceView = resources.view();
        BytesColumn scopeView = scopes.view();
        beginView();
        for (Frozen block : frozen) {
            blocks.add(
                    new HeadBlock<>(
                            batch(block.columns, resourceView, scopeView),
                            block.minNanos,
                            block.maxNanos,
                            block.traces));
        }
        if (open.rows() > 0) {
            B batch = batch(open.view(), resourceView, scopeView);
            blocks.add(new HeadBlock<>(batch, open.minNanos(), open.maxNanos(), null));
        }
        return blocks;
    }

    public final synchronized long rows() {
        return rows;
    }

    public final synchronized boolean isEmpty() {
        return lastPosition == 0;
    }

    /// Log position of the first batch taken; 0 = none yet.
    public final synchronized long firstPosition() {
        return firstPosition;
    }

    /// Log position of the last batch taken; 0 = none yet.
    public final synchronized long lastPosition() {
        return lastPosition;
    }

    /// Time of the oldest row; `Long.MAX_VALUE` when there is none.
    public final synchronized long minNanos() {
        return Math.min(minNanos, open.minNanos());
    }

    /// Time of the newest row; `Long.MIN_VALUE` when there is none.
    public final synchronized long maxNanos() {
        return Math.max(maxNanos, open.maxNanos());
    }

    /// Bytes of heap held, unused capacity and tables included.
    public final synchronized long heapBytes() {
        return frozenBytes
                + constants.heapBytes()
                + open.heapBytes()
                + resources.heapBytes()
                + scopes.heapBytes()
                + tableBytes();
    }

    /// Distinct series; 0 for other signals than metrics.
    public synchronized long series() {
        return 0;
    }

    /// Puts the columns that refer to tables, with this head's numbers, where they belong.
    abstract void replaceReferences(B batch, @Nullable IntColumn[] replaced);

    /// A batch over columns and tables of this head.
    abstract B batch(List<Column> columns, BytesColumn resourceView, BytesColumn scopeView);

    /// The trace ids in a full block; null for signals that are not looked up by trace.
    abstract @Nullable BlockBloomFilter traces(List<Column> columns);

    /// Called before a set of batches is made, so that they can share tables.
    void beginView() {}

    /// Bytes of tables of the signal's own.
    long tableBytes() {
        return 0;
    }

    /// A column of references to resources, in this head's numbers.
    final IntColumn ownResources(IntColumn references, BytesColumn table) {
        return own(references, table, resources);
    }

    /// A column of references to scopes, in this head's numbers.
    final IntColumn ownScopes(IntColumn references, BytesColumn table) {
        return own(references, table, scopes);
    }

    private static IntColumn own(IntColumn references, BytesColumn table, InternTable into) {
        int[] numbers = new int[table.size()];
        Arrays.fill(numbers, -1);
        int[] own = new int[references.size()];
        for (int row = 0; row < own.length; row++) {
            int theirs = references.get(row);
            int number = numbers[theirs];
            if (number < 0) {
                number = into.intern(table.data(), table.start(theirs), table.end(theirs));
                numbers[theirs] = number;
            }
            own[row] = number;
        }
        return new IntColumn(own, own.length);
    }

    /// End of the rows from `from` on that still fit the open block; at least one when it is empty.
    private int fitting(B batch, int from, int count) {
        int end = Math.min(count, from + BLOCK_ROWS - open.rows());
        long room = BLOCK_BYTES - open.bytes();
        if (OpenBlock.rawBytes(batch, from, end) <= room) {
            return end;
        }
        int row = from;
        while (row < end && room > 0) {
            room -= OpenBlock.rawBytes(batch, row, row + 1);
            if (room < 0 && (row > from || open.rows() > 0)) {
                break;
            }
            row++;
        }
        return row;
    }

    private void freeze() {
        OpenBlock.Trimmed trimmed = open.trimmed(constants);
        List<Column> columns = trimmed.columns();
        frozen.add(new Frozen(columns, open.minNanos(), open.maxNanos(), traces(columns)));
        frozenBytes += trimmed.bytes();
        minNanos = Math.min(minNanos, open.minNanos());
        maxNanos = Math.max(maxNanos, open.maxNanos());
        open = new OpenBlock(schema);
    }
}
