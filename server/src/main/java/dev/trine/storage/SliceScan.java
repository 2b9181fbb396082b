package dev.trine.storage;

import dev.trine.model.SpanBatch;
import dev.trine.model.TraceId;
import dev.trine.storage.part.BlockKey;
import java.util.List;
import java.util.Optional;

/// Visits blocks of spans slice by slice of their trace ids. The blocks of a part are sorted by them,
/// so most belong to one slice; those of a head are visited with each slice.
final class SliceScan {
    /// One id of so many in a head tells how they are spread.
    private static final int SAMPLED_ROWS = 512;

    private SliceScan() {}

    static void run(
            List<Block<SpanBatch>> blocks,
            long columns,
            long sliceSpans,
            TraceSliceVisitor visitor) {
        TraceSlices slices = new TraceSlices();
        blocks.forEach(block -> sample(block, slices));
        for (TraceSlice slice : slices.cut(sliceSpans)) {
            for (Block<SpanBatch> block : blocks) {
                if (mayHold(block, slice)) {
                    visit(block, columns, slice, visitor);
                }
            }
            visitor.endSlice();
        }
    }

    private static void visit(
            Block<SpanBatch> block, long columns, TraceSlice slice, TraceSliceVisitor visitor) {
        if (Thread.interrupted()) {
            throw new ScanInterruptedException();
        }
        Optional<SpanBatch> batch = block.read(columns);
        if (batch.isPresent()) {
            visitor.visit(batch.get(), slice);
        }
    }

    private static void sample(Block<SpanBatch> block, TraceSlices slices) {
        switch (block) {
            case Scan.InHead<SpanBatch>(_, var inHead, _) -> {
                SpanBatch batch = inHead.batch();
                int rows = batch.rows();
                for (int row = 0; row < rows; row += SAMPLED_ROWS) {
                    slices.add(
                            batch.traceIdHigh.get(row),
                            batch.traceIdLow.get(row),
                            Math.min(SAMPLED_ROWS, rows - row));
                }
            }
            case Scan.InPart<SpanBatch> part -> {
                BlockKey first = part.reader().firstKey(part.block());
                slices.add(first.high(), first.low(), part.reader().rows(part.block()));
            }
        }
    }

    private static boolean mayHold(Block<SpanBatch> block, TraceSlice slice) {
        return switch (block) {
            case Scan.InHead<SpanBatch> _ -> true;
            case Scan.InPart<SpanBatch> part ->
                    slice.overlaps(
                            id(part.reader().firstKey(part.block())),
                            id(part.reader().lastKey(part.block())));
        };
    }

    private static TraceId id(BlockKey key) {
        return new TraceId(key.high(), key.low());
    }
}
