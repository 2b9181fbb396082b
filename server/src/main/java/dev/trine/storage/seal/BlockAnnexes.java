package dev.trine.storage.seal;

import dev.trine.model.Batch;
import dev.trine.model.IntColumn;
import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.SpanBatch;
import dev.trine.storage.annex.BlockFacts;
import dev.trine.storage.annex.RowWords;
import dev.trine.storage.annex.SpanTrees;
import dev.trine.storage.annex.TreePages;
import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.PageEncoder;
import dev.trine.storage.part.Annex;
import dev.trine.storage.part.PartWriter;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes what blocks have beside their columns, from their rows alone. One thread.
final class BlockAnnexes {
    private static final Logger LOG = LoggerFactory.getLogger(BlockAnnexes.class);
    private static final String[] SPAN_FACTS = {"kind", "status_code", "resource"};
    private static final String[] LOG_FACTS = {"severity_number", "resource"};

    private final RowWords words = new RowWords();
    private final ByteSink body = new ByteSink(1 << 12);

    /// Adds the annexes of the block that the writer was given last.
    void add(Batch block, PartWriter writer) {
        switch (block) {
            case LogBatch logs -> {
                words(logs, writer);
                facts(BlockFacts.none(), logs, LOG_FACTS, writer);
            }
            case SpanBatch spans -> {
                words(spans, writer);
                facts(durations(spans), spans, SPAN_FACTS, writer);
            }
            case MetricBatch _ -> {}
        }
    }

    /// Adds the trees of rows `[from, to)` of the part, which are that block.
    void trees(SpanTrees trees, int from, int to, PageEncoder pages, PartWriter writer) {
        body.clear();
        TreePages.encode(trees, from, to, pages, body);
        writer.annex(Annex.TREES, body);
    }

    /// Values that can't be read make a block without a filter, not a part that can't be written.
    private void words(Batch block, PartWriter writer) {
        if (writer.isHurried()) {
            return;
        }
        body.clear();
        try {
            switch (block) {
                case LogBatch logs -> words.of(logs).encode(body);
                case SpanBatch spans -> words.of(spans).encode(body);
                case MetricBatch _ -> throw new IllegalArgumentException("points have no words");
            }
            writer.annex(Annex.WORDS, body);
        } catch (IllegalArgumentException e) {
            LOG.debug("a block without a filter on words: {}", e.getMessage());
        }
    }

    private void facts(BlockFacts first, Batch block, String[] columns, PartWriter writer) {
        BlockFacts facts = first;
        for (String name : columns) {
            int column = block.schema().indexOf(name);
            facts = facts.with(column, (IntColumn) block.columns().get(column));
        }
        body.clear();
        facts.encode(body);
        writer.annex(Annex.FACTS, body);
    }

    private static BlockFacts durations(SpanBatch spans) {
        long shortest = Long.MAX_VALUE;
        long longest = Long.MIN_VALUE;
        for (int row = 0, rows = spans.rows(); row < rows; row++) {
            long duration = spans.endNanos.get(row) - spans.startNanos.get(row);
            shortest = Math.min(shortest, duration);
            longest = Math.max(longest, duration);
        }
        return new BlockFacts(shortest, longest, Map.of());
    }
}
