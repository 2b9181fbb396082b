package dev.trine.storage.seal;

import dev.trine.model.Batch;
import dev.trine.storage.codec.PageEncoder;
import dev.trine.storage.disk.DiskFile;
import dev.trine.storage.head.Head;
import dev.trine.storage.head.LogHead;
import dev.trine.storage.head.MetricHead;
import dev.trine.storage.head.SpanHead;
import dev.trine.storage.part.PartWriter;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/// Writes heads as parts, one after another. One thread; takes as much memory as a head's keys (24 bytes
/// a row) and one block.
public final class HeadSealer {
    private final PageEncoder pages = new PageEncoder();

    /// Writes and syncs all rows of a head that no longer changes.
    ///
    /// @param file new and empty; belongs to the caller
    /// @param abandoned once true, sealing ends with an [java.io.InterruptedIOException]
    public void seal(Head<? extends Batch> head, DiskFile file, BooleanSupplier abandoned)
            throws IOException {
        seal(
                head,
                head.firstPosition(),
                head.lastPosition(),
                Long.MAX_VALUE,
                file,
                abandoned,
                () -> false);
    }

    /// The same for rows that were in parts before, with the log positions of those.
    ///
    /// @param firstPosition log position of the first batch that the rows come from
    /// @param lastPosition log position of the last
    /// @param sealedNanos when the rows became a part first: no row can be newer
    /// @param hurried asked again and again; while true, blocks are written fast rather than small
    public void seal(
            Head<? extends Batch> head,
            long firstPosition,
            long lastPosition,
            long sealedNanos,
            DiskFile file,
            BooleanSupplier abandoned,
            BooleanSupplier hurried)
            throws IOException {
        PartWriter writer =
                new PartWriter(file, head.schema(), firstPosition, lastPosition, pages, abandoned);
        writer.hurry(hurried);
        switch (head) {
            case SpanHead spans -> SpanSeal.write(spans, pages, writer);
            case LogHead logs -> LogSeal.write(logs, writer);
            case MetricHead metrics -> MetricSeal.write(metrics, writer);
        }
        writer.sealedAt(sealedNanos);
        writer.finish();
    }
}
