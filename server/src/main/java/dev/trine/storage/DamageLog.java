package dev.trine.storage;

import dev.trine.self.Counter;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.part.CorruptPartException;
import dev.trine.storage.part.PartReader;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Damage found in parts: told and counted once a block, however often it is met.
final class DamageLog {
    private static final Logger LOG = LoggerFactory.getLogger(DamageLog.class);

    private final Counter blocks;
    private final Counter rows;
    private final Counter annexes;
    private final AtomicLong bytes = new AtomicLong();

    DamageLog(MetricRegistry registry) {
        blocks =
                registry.counter(
                        "trine_storage_damaged_blocks_total",
                        "Blocks of parts that failed their checksum and were left out.");
        rows =
                registry.counter(
                        "trine_storage_damaged_rows_total",
                        "Rows in parts that can't be read because of damage.");
        annexes =
                registry.counter(
                        "trine_storage_damaged_annexes_total",
                        "Parts whose filters or statistics failed their checksum and are not"
                                + " used.");
    }

    void block(PartReader reader, int block, CorruptPartException damage) {
        if (reader.part().markDamaged(block)) {
            LOG.warn("{} rows left out: {}", reader.rows(block), damage.getMessage());
            blocks.increment();
            rows.add(reader.rows(block));
            bytes.addAndGet(reader.bytes(block));
        }
    }

    /// What a block has beside its columns; questions read more without it.
    void annex(PartReader reader, String reason) {
        if (reader.part().markAnnexDamaged()) {
            LOG.warn("{}: questions read more than they need: {}", reader.part().path(), reason);
            annexes.increment();
        }
    }

    /// A whole file that was set aside.
    void part(long size) {
        bytes.addAndGet(size);
    }

    long bytes() {
        return bytes.get();
    }
}
