package dev.trine.storage.wal;

import dev.trine.storage.disk.Disk;
import dev.trine.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a copy of damaged bytes in files of their own, named by segment and offset, for whoever wants
/// to look at them. Best effort: a full disk must not keep the process from starting.
final class Quarantine {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
    private static final int CHUNK_BYTES = 1 << 20;

    private final Disk disk;
    private final Path folder;

    Quarantine(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
    }

    /// Copies a range of a segment, unless an earlier start did.
    ///
    /// @return bytes newly set aside
    long keep(int segment, DiskFile file, long from, long to) {
        Path copy = folder.resolve(String.format("wal-%010d-%010d.damaged", segment, from));
        if (disk.exists(copy)) {
            return 0;
        }
        LOG.error(
                "{}: bytes {} to {} of the log are damaged; set aside as {}",
                file.path(),
                from,
                to,
                copy);
        try {
            disk.createFolder(folder);
            write(file, from, to, copy);
        } catch (IOException e) {
            LOG.error("The damaged bytes could not be set aside", e);
        }
        return to - from;
    }

    private void write(DiskFile file, long from, long to, Path copy) throws IOException {
        try (DiskFile out = disk.create(copy)) {
            SegmentWindow window = new SegmentWindow(file);
            for (long at = from; at < to; at += CHUNK_BYTES) {
                int length = (int) Math.min(CHUNK_BYTES, to - at);
                int index = window.at(at, length);
                out.write(ByteBuffer.wrap(window.bytes(), index, length), at - from);
            }
            out.sync();
        }
        disk.syncFolder(folder);
    }
}
