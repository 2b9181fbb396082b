package dev.trine.storage.seal;

import dev.trine.model.LogBatch;
import dev.trine.storage.head.HeadBlock;
import dev.trine.storage.head.LogHead;
import dev.trine.storage.part.BlockKey;
import dev.trine.storage.part.PartWriter;
import dev.trine.storage.part.TimeBounds;
import java.io.IOException;
import java.util.List;

/// Log records by (stream, effective time); a stream is a resource and a scope.
final class LogSeal {
    private static final int TIME = LogBatch.SCHEMA.indexOf("time_nanos");
    private static final int OBSERVED = LogBatch.SCHEMA.indexOf("observed_nanos");
    private static final int RESOURCE = LogBatch.SCHEMA.indexOf("resource");
    private static final int SCOPE = LogBatch.SCHEMA.indexOf("scope");

    private LogSeal() {}

    static void write(LogHead head, PartWriter writer) throws IOException {
        List<HeadBlock<LogBatch>> blocks = head.blocks();
        HeadRows rows = new HeadRows(LogBatch.SCHEMA, blocks);
        LogBatch tables = blocks.getFirst().batch();
        int[] order = order(rows);
        BlockAnnexes annexes = new BlockAnnexes();
        for (int from = 0; from < order.length; ) {
            int to = rows.blockEnd(order, from);
            LogBatch block =
                    new LogBatch(rows.gather(order, from, to), tables.resources(), tables.scopes());
            writer.block(block, TimeBounds.of(block), key(block, 0), key(block, to - from - 1));
            annexes.add(block, writer);
            from = to;
        }
        writer.resources(tables.resources());
        writer.scopes(tables.scopes());
    }

    private static int[] order(HeadRows rows) {
        long[] nanos = rows.longs(TIME);
        long[] observed = rows.longs(OBSERVED);
        int[] resource = rows.ints(RESOURCE);
        int[] scope = rows.ints(SCOPE);
        long[] stream = new long[nanos.length];
        for (int row = 0; row < nanos.length; row++) {
            nanos[row] = nanos[row] != 0 ? nanos[row] : observed[row];
            stream[row] = ((long) resource[row] << 32) | scope[row];
        }
        return RowSort.byKeys(nanos.length, stream, nanos);
    }

    private static BlockKey key(LogBatch block, int row) {
        return new BlockKey(block.resource.get(row), block.scope.get(row));
    }
}
