package dev.trine.storage.tombstone;

import dev.trine.model.TimeRange;
import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.ByteSource;
import dev.trine.storage.codec.MalformedPageException;
import dev.trine.storage.disk.Disk;
import dev.trine.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// The file `tombstones` of a data folder. It is small and is written as a whole, aside, and renamed.
/// See `docs/formats/tombstones.md`.
public final class TombstoneFile {
    /// "TRINEDEL" read as a little-endian long.
    private static final long MAGIC = 0x4C45_4445_4E49_5254L;

    private static final int VERSION = 1;
    private static final int TRAILER_BYTES = Integer.BYTES;

    /// Keys in a file at most: 128 MiB.
    private static final int MAX_KEYS = 1 << 23;

    private final Disk disk;
    private final Path path;
    private final Path temporary;

    public TombstoneFile(Disk disk, Path folder) {
        this.disk = disk;
        this.path = folder.resolve("tombstones");
        this.temporary = folder.resolve("tombstones.tmp");
    }

    public Path path() {
        return path;
    }

    /// What the file says; nothing when there is none.
    ///
    /// @throws MalformedPageException when it is not what was written, or of a newer version
    public List<Tombstone> read() throws IOException {
        if (disk.exists(temporary)) {
            disk.delete(temporary);
        }
        return disk.exists(path) ? decode(disk.read(path)) : List.of();
    }

    /// Replaces the file; durable when this returns.
    ///
    /// @throws IOException when it may or may not have been replaced
    public void write(List<Tombstone> tombstones) throws IOException {
        if (disk.exists(temporary)) {
            disk.delete(temporary);
        }
        byte[] bytes = encode(tombstones);
        try (DiskFile file = disk.create(temporary)) {
            file.write(ByteBuffer.wrap(bytes), 0);
            file.sync();
        }
        disk.rename(temporary, path);
    }

    /// Puts a damaged file where people can look at it.
    ///
    /// @return its size
    public long setAside() throws IOException {
        long size = disk.size(path);
        disk.rename(path, path.resolveSibling("tombstones.damaged"));
        return size;
    }

    static byte[] encode(List<Tombstone> tombstones) {
        ByteSink out = new ByteSink(256);
        out.putLong(MAGIC);
        out.putInt(VERSION);
        out.putVarint(tombstones.size());
        for (Tombstone tombstone : tombstones) {
            out.putVarint(tombstone.position());
            out.putZigzag(tombstone.range().startNanos());
            out.putZigzag(tombstone.range().endNanos());
            out.putVarint(tombstone.size());
            for (long half : tombstone.keys()) {
                out.putLong(half);
            }
        }
        out.putInt(crc(out.array(), out.size()));
        return out.toByteArray();
    }

    static List<Tombstone> decode(byte[] bytes) {
        if (bytes.length < Long.BYTES + Integer.BYTES + 1 + TRAILER_BYTES) {
            throw new MalformedPageException("tombstones: " + bytes.length + " bytes");
        }
        int end = bytes.length - TRAILER_BYTES;
        ByteSource trailer = new ByteSource(bytes, end, TRAILER_BYTES);
        if (trailer.getInt() != crc(bytes, end)) {
            throw new MalformedPageException("tombstones: another checksum than was written");
        }
        ByteSource in = new ByteSource(bytes, 0, end);
        if (in.getLong() != MAGIC || in.getInt() != VERSION) {
            throw new MalformedPageException("tombstones: another magic or version");
        }
        int count = in.getCount("tombstones", MAX_KEYS);
        List<Tombstone> tombstones = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long position = in.getVarint();
            long startNanos = in.getZigzag();
            long endNanos = in.getZigzag();
            int size = in.getCount("deleted series", Math.min(MAX_KEYS, in.remaining() / 16));
            if (endNanos < startNanos) {
                throw new MalformedPageException("tombstones: a range that ends before it starts");
            }
            long[] keys = new long[2 * size];
            for (int half = 0; half < keys.length; half++) {
                keys[half] = in.getLong();
            }
            tombstones.add(new Tombstone(position, new TimeRange(startNanos, endNanos), keys));
        }
        return tombstones;
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
