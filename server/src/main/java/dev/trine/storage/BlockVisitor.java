package dev.trine.storage;

import dev.trine.model.Batch;

/// Takes the blocks of a scan, one at a time, on the thread that scans.
@FunctionalInterface
public interface BlockVisitor<B extends Batch> {
    /// Looks at one block.
    ///
    /// @return false to end the scan
    boolean visit(Block<B> block);

    /// Called once after the last block; all that were visited can still be read.
    default void finish() {}
}
