package dev.trine.storage.inspect;

import dev.trine.model.Batch;
import dev.trine.model.IntColumn;
import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.SpanBatch;
import dev.trine.storage.part.BlockKey;
import dev.trine.storage.part.BlockRange;
import dev.trine.storage.part.CorruptPartException;
import dev.trine.storage.part.Part;
import dev.trine.storage.part.PartReader;
import dev.trine.storage.part.PartSection;
import dev.trine.storage.part.TimeBounds;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reads all of one part: every checksum, every value, and whether what the directory says of the
/// rows is true.
final class PartCheck {
    private final Path file;
    private final PartReader reader;
    private final List<Finding> findings;
    private Optional<BlockKey> lastKey = Optional.empty();

    private PartCheck(Path file, PartReader reader, List<Finding> findings) {
        this.file = file;
        this.reader = reader;
        this.findings = findings;
    }

    static void run(Part part, List<Finding> findings) {
        try (PartReader reader = part.reader().orElseThrow()) {
            PartCheck check = new PartCheck(part.path(), reader, findings);
            if (check.sections()) {
                for (int block = 0; block < reader.blocks(); block++) {
                    check.block(block);
                }
            }
        }
    }

    /// @return whether the tables that rows refer to can be read
    private boolean sections() {
        boolean readable = true;
        List<PartSection> sections = reader.sections();
        for (int i = 0; i < sections.size(); i++) {
            PartSection section = sections.get(i);
            try {
                reader.checkSection(i);
            } catch (CorruptPartException e) {
                readable &= !section.isTable();
                damage(
                        section.name() + ", " + section.bytes() + " bytes: " + e.getMessage(),
                        section.isTable()
                                ? "none of the part's " + rows() + " rows can be read"
                                : "no row; questions that it would speed up read more");
            }
        }
        return readable;
    }

    private void block(int block) {
        boolean intact = true;
        int columns = reader.columnsInFile().columns().size();
        for (int column = 0; column < columns; column++) {
            try {
                reader.page(block, column);
                reader.read(block, 1L << column);
            } catch (CorruptPartException e) {
                intact = false;
                damage(
                        "block " + block + ", column " + name(column) + ": " + e.getMessage(),
                        reader.rows(block) + " rows are left out of answers that need the column");
            }
        }
        if (!intact) {
            return;
        }
        try {
            rows(block, reader.read(block, -1L));
        } catch (CorruptPartException e) {
            damage("block " + block + ": " + e.getMessage(), reader.rows(block) + " rows");
        }
    }

    private String name(int column) {
        return reader.columnsInFile().columns().get(column).name();
    }

    private long rows() {
        return reader.part().info().rows();
    }

    /// What the directory says, against the rows themselves.
    private void rows(int block, Batch batch) {
        TimeBounds times = TimeBounds.of(batch);
        if (times.minNanos() != reader.minNanos(block)
                || times.maxNanos() != reader.maxNanos(block)) {
            damage(
                    "block "
                            + block
                            + ": rows from "
                            + times.minNanos()
                            + " to "
                            + times.maxNanos()
                            + ", the directory says "
                            + reader.minNanos(block)
                            + " to "
                            + reader.maxNanos(block),
                    "questions about some times miss " + batch.rows() + " rows");
        }
        if (!refersToTables(batch)) {
            damage(
                    "block " + block + ": refers to what no table has",
                    batch.rows() + " rows can't be told whose they are");
            return;
        }
        order(block, batch);
        if (batch instanceof SpanBatch spans) {
            filter(block, spans);
        }
    }

    private void order(int block, Batch batch) {
        boolean ordered =
                key(batch, 0).equals(reader.firstKey(block))
                        && key(batch, batch.rows() - 1).equals(reader.lastKey(block));
        Optional<BlockKey> before = lastKey;
        for (int row = 0; row < batch.rows() && ordered; row++) {
            BlockKey key = key(batch, row);
            ordered = before.isEmpty() || before.get().compareTo(key) <= 0;
            before = Optional.of(key);
        }
        lastKey = before;
        if (!ordered) {
            damage(
                    "block " + block + ": rows are not in the order of the directory",
                    "lookups by trace, stream or series may miss some of "
                            + batch.rows()
                            + " rows");
        }
    }

    private void filter(int block, SpanBatch spans) {
        long high = 0;
        long low = 0;
        for (int row = 0; row < spans.rows(); row++) {
            boolean next = spans.traceIdHigh.get(row) != high || spans.traceIdLow.get(row) != low;
            high = spans.traceIdHigh.get(row);
            low = spans.traceIdLow.get(row);
            if (next || row == 0) {
                BlockRange found = reader.trace(high, low);
                if (block < found.first() || block >= found.end()) {
                    damage(
                            "block " + block + ": the trace filter denies a trace that is there",
                            "a lookup of that trace misses it");
                    return;
                }
            }
        }
    }

    private static BlockKey key(Batch batch, int row) {
        return switch (batch) {
            case SpanBatch spans ->
                    new BlockKey(spans.traceIdHigh.get(row), spans.traceIdLow.get(row));
            case LogBatch logs -> new BlockKey(logs.resource.get(row), logs.scope.get(row));
            case MetricBatch metrics -> new BlockKey(metrics.series.get(row), 0);
        };
    }

    private static boolean refersToTables(Batch batch) {
        int resources = batch.resources().size();
        int scopes = batch.scopes().size();
        return switch (batch) {
            case SpanBatch spans ->
                    within(spans.resource, resources) && within(spans.scope, scopes);
            case LogBatch logs -> within(logs.resource, resources) && within(logs.scope, scopes);
            case MetricBatch metrics ->
                    within(metrics.series, metrics.seriesTable.size())
                            && within(metrics.seriesTable.resource(), resources)
                            && within(metrics.seriesTable.scope(), scopes)
                            && within(
                                    metrics.seriesTable.metric(),
                                    metrics.seriesTable.metrics().size());
        };
    }

    private static boolean within(IntColumn references, int size) {
        for (int row = 0; row < references.size(); row++) {
            if (references.get(row) < 0 || references.get(row) >= size) {
                return false;
            }
        }
        return true;
    }

    private void damage(String what, String cost) {
        findings.add(new Finding(Finding.Kind.DAMAGE, file, what, cost));
    }
}
