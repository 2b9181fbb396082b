package dev.trine.storage;

import dev.trine.model.Batch;
import dev.trine.model.TimeRange;
import java.util.List;

/// The blocks of one signal that have rows in a range, all of one moment: every acknowledged row once.
/// They can be read, in any order and by several threads at once, until this is closed; whatever
/// retention does meanwhile, files in use stay readable. Close it after the last read.
public final class BlockSet<B extends Batch> implements AutoCloseable {
    private final Scan<B> scan;
    private final List<Block<B>> blocks;

    BlockSet(Scan<B> scan, TimeRange range) {
        this.scan = scan;
        this.blocks = List.copyOf(scan.inRange(range));
    }

    /// As they were stored: parts before heads, the older ones first. Those of one part or head follow
    /// each other; in a part they ascend by series.
    public List<Block<B>> blocks() {
        return blocks;
    }

    @Override
    public void close() {
        scan.close();
    }
}
