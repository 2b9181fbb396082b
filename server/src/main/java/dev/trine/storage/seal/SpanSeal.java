package dev.trine.storage.seal;

import dev.trine.model.SpanBatch;
import dev.trine.storage.annex.SpanTrees;
import dev.trine.storage.codec.BlockBloomFilter;
import dev.trine.storage.codec.Hash64;
import dev.trine.storage.codec.PageEncoder;
import dev.trine.storage.head.HeadBlock;
import dev.trine.storage.head.SpanHead;
import dev.trine.storage.part.BlockKey;
import dev.trine.storage.part.PartWriter;
import dev.trine.storage.part.TimeBounds;
import java.io.IOException;
import java.util.List;

/// Spans by (trace id, start): all spans of a trace are neighbours, and a lookup reads one block.
final class SpanSeal {
    private static final int HIGH = SpanBatch.SCHEMA.indexOf("trace_id_high");
    private static final int LOW = SpanBatch.SCHEMA.indexOf("trace_id_low");
    private static final int SPAN = SpanBatch.SCHEMA.indexOf("span_id");
    private static final int PARENT = SpanBatch.SCHEMA.indexOf("parent_span_id");
    private static final int START = SpanBatch.SCHEMA.indexOf("start_nanos");

    private SpanSeal() {}

    static void write(SpanHead head, PageEncoder pages, PartWriter writer) throws IOException {
        List<HeadBlock<SpanBatch>> blocks = head.blocks();
        HeadRows rows = new HeadRows(SpanBatch.SCHEMA, blocks);
        long[] high = unsignedOrder(rows.longs(HIGH));
        long[] low = unsignedOrder(rows.longs(LOW));
        int[] order = RowSort.byKeys(rows.rows(), high, low, rows.longs(START));
        SpanBatch tables = blocks.getFirst().batch();
        SpanTrees trees = trees(rows, order, high, low);
        BlockAnnexes annexes = new BlockAnnexes();
        for (int from = 0; from < order.length; ) {
            int to = rows.blockEnd(order, from);
            SpanBatch block =
                    new SpanBatch(
                            rows.gather(order, from, to), tables.resources(), tables.scopes());
            writer.block(block, TimeBounds.of(block), key(block, 0), key(block, to - from - 1));
            annexes.add(block, writer);
            annexes.trees(trees, from, to, pages, writer);
            from = to;
        }
        writer.resources(tables.resources());
        writer.scopes(tables.scopes());
        writer.traceFilter(filter(order, high, low));
    }

    /// The trees of all traces, their rows numbered by the order of the part.
    private static SpanTrees trees(HeadRows rows, int[] order, long[] high, long[] low) {
        long[] spanIds = inOrder(rows.longs(SPAN), order);
        long[] parentIds = inOrder(rows.longs(PARENT), order);
        SpanTrees trees = new SpanTrees(order.length);
        for (int from = 0; from < order.length; ) {
            int to = from + 1;
            while (to < order.length && same(order[from], order[to], high, low)) {
                to++;
            }
            trees.number(spanIds, parentIds, from, to);
            from = to;
        }
        return trees;
    }

    private static long[] inOrder(long[] values, int[] order) {
        long[] ordered = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            ordered[i] = values[order[i]];
        }
        return ordered;
    }

    private static BlockKey key(SpanBatch block, int row) {
        return new BlockKey(block.traceIdHigh.get(row), block.traceIdLow.get(row));
    }

    /// Flips the top bit, so that signed comparison orders as unsigned.
    private static long[] unsignedOrder(long[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] ^= Long.MIN_VALUE;
        }
        return values;
    }

    private static BlockBloomFilter filter(int[] order, long[] high, long[] low) {
        int traces = 0;
        for (int i = 0; i < order.length; i++) {
            traces += i == 0 || !same(order[i - 1], order[i], high, low) ? 1 : 0;
        }
        BlockBloomFilter filter = new BlockBloomFilter(traces);
        for (int i = 0; i < order.length; i++) {
            int row = order[i];
            if (i == 0 || !same(order[i - 1], row, high, low)) {
                filter.add(Hash64.of(high[row] ^ Long.MIN_VALUE, low[row] ^ Long.MIN_VALUE));
            }
        }
        return filter;
    }

    private static boolean same(int one, int other, long[] high, long[] low) {
        return high[one] == high[other] && low[one] == low[other];
    }
}
