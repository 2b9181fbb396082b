package dev.trine.storage.compact;

import dev.trine.model.Batch;
import dev.trine.storage.part.CorruptPartException;
import dev.trine.storage.part.Part;
import dev.trine.storage.part.PartReader;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One part that is merged: its rows by number, of which one block is decoded at a time. One thread.
final class MergeInput implements AutoCloseable {
    private final PartReader reader;
    private final Pace pace;

    /// Number of the first row of each block, and behind the last.
    private final int[] starts;

    private int loaded = -1;
    private @Nullable Batch batch;

    MergeInput(Part part, Pace pace) throws IOException {
        this.reader =
                part.reader().orElseThrow(() -> new IOException(part.path() + ": was closed"));
        this.pace = pace;
        this.starts = new int[reader.blocks() + 1];
        for (int block = 0; block < reader.blocks(); block++) {
            starts[block + 1] = Math.addExact(starts[block], reader.rows(block));
        }
    }

    int rows() {
        return starts[starts.length - 1];
    }

    int blocks() {
        return reader.blocks();
    }

    /// Number of the first row of a block; that of the block behind the last is the number of rows.
    int start(int block) {
        return starts[block];
    }

    /// The block that a row is in.
    int block(int row) {
        int found = Arrays.binarySearch(starts, row);
        return found >= 0 ? found : -found - 2;
    }

    /// A block, all columns; the last one asked for is kept.
    Batch read(int block) throws CorruptPartException, IOException {
        Batch current = batch;
        if (block != loaded || current == null) {
            batch = null;
            current = reader.read(block, -1L);
            pace.done(reader.bytes(block));
            batch = current;
            loaded = block;
        }
        return current;
    }

    /// Some columns of a block.
    Batch read(int block, long columns) throws CorruptPartException {
        return reader.read(block, columns);
    }

    @Override
    public void close() {
        batch = null;
        reader.close();
    }
}
