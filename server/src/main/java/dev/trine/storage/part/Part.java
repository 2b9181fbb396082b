package dev.trine.storage.part;

import dev.trine.model.BytesColumn;
import dev.trine.model.SeriesTable;
import dev.trine.storage.codec.ByteSource;
import dev.trine.storage.codec.MalformedPageException;
import dev.trine.storage.disk.Disk;
import dev.trine.storage.disk.MappedFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// One open part file. Holds its directory in memory, its tables as long as memory allows. Safe for
/// use by many threads.
///
/// Whoever opened it owns it and ends with [#close()]; readers that are open by then go on until they
/// are closed, even if the file has been deleted.
public final class Part implements AutoCloseable {
    /// What rows refer to.
    ///
    /// @param series empty for other signals than metrics
    record Tables(BytesColumn resources, BytesColumn scopes, SeriesTable series) {}

    private final MappedFile file;
    private final PartFooter footer;
    private final PartInfo info;
    private final long newestNanos;
    private final BitSet damagedBlocks = new BitSet();
    private final AtomicBoolean annexDamaged = new AtomicBoolean();
    private volatile boolean closed;
    private volatile @Nullable AnnexDirectory annexes;
    private volatile SoftReference<@Nullable Tables> tables = new SoftReference<>(null);

    private Part(MappedFile file, PartFooter footer) {
        this.file = file;
        this.footer = footer;
        this.newestNanos = newestNanos(file, footer);
        this.info =
                new PartInfo(
                        footer.schema().signal(),
                        footer.rows(),
                        file.bytes().byteSize(),
                        footer.firstPosition(),
                        footer.lastPosition(),
                        footer.minNanos(),
                        footer.maxNanos());
    }

    /// Opens a part and checks its directory; rows are checked when they are read.
    ///
    /// @throws CorruptPartException when the file's end is not that of a part
    /// @throws NewerPartException when it is intact, but of an unknown version
    public static Part open(Disk disk, Path path)
            throws IOException, CorruptPartException, NewerPartException {
        MappedFile file = disk.map(path);
        try {
            Part part = new Part(file, readFooter(file));
            file = null;
            return part;
        } finally {
            if (file != null) {
                file.release();
            }
        }
    }

    public Path path() {
        return file.path();
    }

    public PartInfo info() {
        return info;
    }

    /// The time of the newest row as far as it can be true: not after the part, or those it was merged
    /// from, were sealed. Retention counts the age of the part from here.
    public long newestNanos() {
        return newestNanos;
    }

    private static long newestNanos(MappedFile file, PartFooter footer) {
        Optional<SectionEntry> age = footer.section(SectionEntry.Kind.AGE);
        if (age.isEmpty()) {
            return footer.maxNanos();
        }
        SectionEntry section = age.get();
        try {
            byte[] bytes = read(file, section.offset(), section.length(), section.checksum());
            return Math.min(footer.maxNanos(), new ByteSource(bytes).getZigzag());
        } catch (CorruptPartException | MalformedPageException e) {
            return footer.maxNanos();
        }
    }

    /// Starts to read; empty when the part has been closed. The file stays until the reader is closed.
    public Optional<PartReader> reader() {
        return !closed && file.tryRetain()
                ? Optional.of(new PartReader(this, footer))
                : Optional.empty();
    }

    /// Whether every page and section is what its writer wrote; reads the whole file.
    public boolean isIntact() {
        try {
            for (SectionEntry section : footer.sections()) {
                read(section.offset(), section.length(), section.checksum());
            }
            for (BlockEntry block : footer.blocks()) {
                for (int column = 0; column < block.lengths().length; column++) {
                    read(block.offset(column), block.lengths()[column], block.checksums()[column]);
                }
            }
            return true;
        } catch (CorruptPartException e) {
            return false;
        }
    }

    /// Gives the file up. Call once.
    @Override
    public void close() {
        closed = true;
        file.release();
    }

    /// Notes that a block can't be read.
    ///
    /// @return whether this is news
    public boolean markDamaged(int block) {
        synchronized (damagedBlocks) {
            boolean known = damagedBlocks.get(block);
            damagedBlocks.set(block);
            return !known;
        }
    }

    /// Notes that something beside the columns of a block can't be read.
    ///
    /// @return whether this is news of this part
    public boolean markAnnexDamaged() {
        return !annexDamaged.getAndSet(true);
    }

    void releaseReader() {
        file.release();
    }

    @Nullable Tables cachedTables() {
        return tables.get();
    }

    void cacheTables(Tables read) {
        tables = new SoftReference<>(read);
    }

    @Nullable AnnexDirectory cachedAnnexes() {
        return annexes;
    }

    void cacheAnnexes(AnnexDirectory read) {
        annexes = read;
    }

    /// A copy of some bytes, checked.
    byte[] read(long offset, int length, int checksum) throws CorruptPartException {
        return read(file, offset, length, checksum);
    }

    private static byte[] read(MappedFile file, long offset, int length, int checksum)
            throws CorruptPartException {
        byte[] bytes = copy(file, offset, length);
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        if ((int) crc.getValue() != checksum) {
            throw new CorruptPartException(
                    file.path(), offset, crcText(checksum), crcText((int) crc.getValue()));
        }
        return bytes;
    }

    private static PartFooter readFooter(MappedFile file)
            throws CorruptPartException, NewerPartException {
        long size = file.bytes().byteSize();
        if (size < PartFormat.HEADER_BYTES + PartFormat.TRAILER_BYTES) {
            throw new CorruptPartException(file.path(), 0, "a part", size + " bytes");
        }
        long trailerAt = size - PartFormat.TRAILER_BYTES;
        ByteSource trailer = new ByteSource(copy(file, trailerAt, PartFormat.TRAILER_BYTES));
        int length = trailer.getInt();
        int checksum = trailer.getInt();
        int version = trailer.getInt();
        trailer.getInt();
        if (trailer.getLong() != PartFormat.MAGIC) {
            throw new CorruptPartException(
                    file.path(), size - Long.BYTES, "the magic of a part", "other bytes");
        }
        long footerAt = trailerAt - length;
        if (length < 0
                || length > PartFormat.MAX_FOOTER_BYTES
                || footerAt < PartFormat.HEADER_BYTES) {
            throw new CorruptPartException(
                    file.path(), trailerAt, "a footer within the file", "length " + length);
        }
        byte[] footer = copy(file, footerAt, length);
        int actual = PartWriter.footerChecksum(footer, length, version);
        if (actual != checksum) {
            throw new CorruptPartException(
                    file.path(), footerAt, crcText(checksum), crcText(actual));
        }
        if (version < 1 || version > PartFormat.VERSION) {
            throw new NewerPartException(file.path(), version);
        }
        try {
            return PartFooter.decode(new ByteSource(footer), footerAt);
        } catch (MalformedPageException e) {
            throw new CorruptPartException(
                    file.path(), footerAt, "a footer", String.valueOf(e.getMessage()));
        }
    }

    private static byte[] copy(MappedFile file, long offset, int length)
            throws CorruptPartException {
        byte[] bytes = new byte[length];
        try {
            MemorySegment.copy(file.bytes(), ValueLayout.JAVA_BYTE, offset, bytes, 0, length);
        } catch (InternalError e) {
            // The operating system could not bring the page in: the file was cut short, or the disk
            // failed. Java reports the fault of a mapped read this way.
            throw new CorruptPartException(file.path(), offset, "readable bytes", "an I/O error");
        }
        return bytes;
    }

    private static String crcText(int crc) {
        return "CRC32C " + Integer.toHexString(crc);
    }
}
