package dev.trine.storage.compact;

import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.Schema;
import dev.trine.model.Signal;
import dev.trine.model.SpanBatch;
import dev.trine.storage.codec.PageEncoder;
import dev.trine.storage.disk.DiskFile;
import dev.trine.storage.part.CorruptPartException;
import dev.trine.storage.part.Part;
import dev.trine.storage.part.PartWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Writes one part with the rows of several of one signal. One thread at a time; takes the memory of a
/// block of each input, one block of the output, the tables of all, and four bytes for each series or
/// sixteen for each trace.
public final class PartMerger {
    private final PageEncoder pages = new PageEncoder();

    /// Merges and syncs. Rows that are equal in what they are sorted by keep the order of the parts.
    ///
    /// @param parts in the order of the log, at least one
    /// @param sealedNanos as for a seal: the newest time that any row can be of
    /// @param file new and empty; belongs to the caller
    /// @param abandoned once true, merging ends with an [java.io.InterruptedIOException]
    /// @throws CorruptPartException when an input can't be read whole
    public void merge(
            List<Part> parts, long sealedNanos, DiskFile file, Pace pace, BooleanSupplier abandoned)
            throws IOException, CorruptPartException {
        Signal signal = parts.getFirst().info().signal();
        PartWriter writer =
                new PartWriter(
                        file,
                        schema(signal),
                        parts.getFirst().info().firstPosition(),
                        parts.getLast().info().lastPosition(),
                        pages,
                        abandoned);
        List<MergeInput> inputs = new ArrayList<>();
        try {
            for (Part part : parts) {
                inputs.add(new MergeInput(part, pace));
            }
            switch (signal) {
                case TRACES -> new SpanMerge(inputs, writer).run(writer);
                case LOGS -> LogMerge.run(inputs, writer);
                case METRICS -> MetricMerge.run(inputs, writer);
            }
        } finally {
            inputs.forEach(MergeInput::close);
        }
        writer.sealedAt(sealedNanos);
        writer.finish();
    }

    private static Schema schema(Signal signal) {
        return switch (signal) {
            case TRACES -> SpanBatch.SCHEMA;
            case LOGS -> LogBatch.SCHEMA;
            case METRICS -> MetricBatch.SCHEMA;
        };
    }
}
