package dev.trine.storage.manifest;

import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.ByteSource;
import dev.trine.storage.codec.MalformedPageException;
import dev.trine.storage.disk.Disk;
import dev.trine.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The manifest file: a log of changes, written anew as one snapshot at every start, whenever it has
/// grown, and after any failed write. One thread at a time changes it.
///
/// When a change fails, nobody knows whether it is on the disk, and a later start may find either
/// state. So whatever a failed change has added must be kept until a later change has succeeded.
public final class Manifest implements AutoCloseable {
    private static final String NAME = "manifest";
    private static final String TEMPORARY_NAME = "manifest.tmp";
    private static final int SNAPSHOT_ABOVE_BYTES = 1 << 20;

    private final Disk disk;
    private final Path folder;
    private final boolean damaged;
    private ManifestState state;
    private @Nullable DiskFile file;
    private long size;

    private Manifest(Disk disk, Path folder, ManifestState state, boolean damaged) {
        this.disk = disk;
        this.folder = folder;
        this.state = state;
        this.damaged = damaged;
    }

    /// Reads the manifest as far as it is intact. A record cut short, as a crash leaves it, ends it,
    /// and so does a damaged one. Nothing is written before the first [#change(ManifestState)].
    ///
    /// @param folder that holds the manifest; a manifest that is missing is an empty one
    /// @throws NewerManifestException when a newer program made it
    public static Manifest open(Disk disk, Path folder) throws IOException, NewerManifestException {
        Path path = folder.resolve(NAME);
        if (disk.exists(folder.resolve(TEMPORARY_NAME))) {
            disk.delete(folder.resolve(TEMPORARY_NAME));
        }
        if (!disk.exists(path)) {
            return new Manifest(disk, folder, ManifestState.EMPTY, false);
        }
        Reading reading = read(disk, folder);
        return new Manifest(disk, folder, reading.state(), !reading.isIntact());
    }

    /// What a manifest file says, and how much of it could be read.
    ///
    /// @param intactBytes up to where the file is intact
    /// @param bytes size of the file
    public record Reading(ManifestState state, int records, long intactBytes, long bytes) {
        public boolean isIntact() {
            return intactBytes == bytes && bytes > 0;
        }
    }

    /// Reads a manifest that is there as far as it is intact, and changes nothing.
    ///
    /// @throws NewerManifestException when a newer program made it
    public static Reading read(Disk disk, Path folder) throws IOException, NewerManifestException {
        Path path = folder.resolve(NAME);
        byte[] bytes = disk.read(path);
        ByteSource in = new ByteSource(bytes);
        ManifestState state = ManifestState.EMPTY;
        if (!isIntactHeader(path, in)) {
            return new Reading(state, 0, 0, bytes.length);
        }
        int records = 0;
        int intact = in.position();
        while (in.remaining() > 0) {
            ManifestState next = next(state, in);
            if (next == null) {
                break;
            }
            state = next;
            intact = in.position();
            records++;
        }
        return new Reading(state, records, intact, bytes.length);
    }

    /// What holds now.
    public ManifestState state() {
        return state;
    }

    /// Whether the file ended in something that was no record when it was opened.
    public boolean wasDamaged() {
        return damaged;
    }

    /// Makes a new state durable.
    ///
    /// @throws IOException when it may not be; the state stays what it was
    public void change(ManifestState next) throws IOException {
        DiskFile open = file;
        if (open == null || size > SNAPSHOT_ABOVE_BYTES) {
            rewrite(next);
        } else {
            append(open, next);
        }
        state = next;
    }

    /// Takes a state for what holds though it could not be written, as when the disk is full; the next
    /// change writes all of it. Only for a state that the next start finds by itself when it looks at
    /// the parts that are there.
    public void assume(ManifestState next) throws IOException {
        close();
        state = next;
    }

    @Override
    public void close() throws IOException {
        DiskFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }

    private void append(DiskFile open, ManifestState next) throws IOException {
        ByteSink record = new ByteSink(256);
        ManifestFormat.record(state, next, record);
        // A file that failed is not used again: the next change writes a new one.
        file = null;
        try {
            open.write(ByteBuffer.wrap(record.array(), 0, record.size()), size);
            open.sync();
            size += record.size();
            file = open;
        } finally {
            if (file == null) {
                open.close();
            }
        }
    }

    private void rewrite(ManifestState next) throws IOException {
        close();
        ByteSink snapshot = new ByteSink(1 << 12);
        ManifestFormat.header(snapshot);
        ManifestFormat.record(ManifestState.EMPTY, next, snapshot);
        Path temporary = folder.resolve(TEMPORARY_NAME);
        if (disk.exists(temporary)) {
            disk.delete(temporary);
        }
        try (DiskFile written = disk.create(temporary)) {
            written.write(ByteBuffer.wrap(snapshot.array(), 0, snapshot.size()), 0);
            written.sync();
        }
        disk.rename(temporary, folder.resolve(NAME));
        file = disk.open(folder.resolve(NAME));
        size = snapshot.size();
    }

    private static boolean isIntactHeader(Path path, ByteSource in) throws NewerManifestException {
        if (in.remaining() < ManifestFormat.HEADER_BYTES) {
            return false;
        }
        int crc = ManifestFormat.crc(in.array(), in.position(), 12);
        long magic = in.getLong();
        int version = in.getInt();
        if (magic != ManifestFormat.MAGIC || in.getInt() != crc) {
            return false;
        }
        if (version != ManifestFormat.VERSION) {
            throw new NewerManifestException(path, version);
        }
        return true;
    }

    private static @Nullable ManifestState next(ManifestState state, ByteSource in) {
        if (in.remaining() < ManifestFormat.RECORD_HEADER_BYTES) {
            return null;
        }
        int length = in.getInt();
        int crc = in.getInt();
        if (length <= 0 || length > in.remaining()) {
            return null;
        }
        int start = in.skip(length);
        if (ManifestFormat.crc(in.array(), start, length) != crc) {
            return null;
        }
        try {
            return ManifestFormat.apply(state, new ByteSource(in.array(), start, length));
        } catch (MalformedPageException e) {
            return null;
        }
    }
}
