package dev.trine.storage.part;

import dev.trine.model.Batch;
import dev.trine.model.BytesColumn;
import dev.trine.model.Column;
import dev.trine.model.Schema;
import dev.trine.model.SeriesTable;
import dev.trine.storage.codec.BlockBloomFilter;
import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.PageEncoder;
import dev.trine.storage.disk.DiskFile;
import dev.trine.storage.shred.ShreddedWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32C;

/// Writes one part from front to back: blocks in the order of the part, then sections, then
/// [#finish()]. The file belongs to the caller, who gives it its name once it is finished. One thread;
/// memory is that of one block, the
/// directory and the annexes (some bytes a row).
public final class PartWriter {
    private static final int BUFFER_BYTES = 1 << 20;

    private final DiskFile file;
    private final Schema schema;
    private final long firstPosition;
    private final long lastPosition;
    private final BooleanSupplier abandoned;
    private final PageEncoder pages;
    private final ShreddedWriter shredded;
    private final ByteSink buffer = new ByteSink(1 << 16);
    private final ByteSink page = new ByteSink(1 << 16);
    private final List<SectionEntry> sections = new ArrayList<>();
    private final List<BlockEntry> blocks = new ArrayList<>();
    private final ByteSink annexes = new ByteSink(16);
    private final List<List<AnnexDirectory.Entry>> annexEntries = new ArrayList<>();
    private BooleanSupplier hurried = () -> false;
    private long flushed;
    private long rows;
    private long minNanos = Long.MAX_VALUE;
    private long maxNanos = Long.MIN_VALUE;

    /// @param file new and empty
    /// @param firstPosition log position of the first batch that the rows come from
    /// @param lastPosition log position of the last
    /// @param pages with its scratch memory, for this writer alone while it writes
    /// @param abandoned asked before each block; once true, writing ends with an
    ///     [InterruptedIOException]
    public PartWriter(
            DiskFile file,
            Schema schema,
            long firstPosition,
            long lastPosition,
            PageEncoder pages,
            BooleanSupplier abandoned) {
        this.file = file;
        this.schema = schema;
        this.firstPosition = firstPosition;
        this.lastPosition = lastPosition;
        this.pages = pages;
        this.shredded = new ShreddedWriter(pages);
        this.abandoned = abandoned;
        buffer.putLong(PartFormat.MAGIC);
        buffer.putInt(PartFormat.VERSION);
        buffer.putInt(0);
    }

    /// While the condition holds, columns are not taken apart and blocks need no costly annexes: that
    /// is left to the merge that reads the part.
    public void hurry(BooleanSupplier condition) {
        hurried = condition;
    }

    /// Whether what takes long and is not needed is to be left out now.
    public boolean isHurried() {
        return hurried.getAsBoolean();
    }

    /// Adds the next block.
    ///
    /// @param block 1 to 8,192 rows, all columns
    /// @param firstKey of its first row: not below the last key of the block before
    /// @param lastKey of its last row
    public void block(Batch block, TimeBounds times, BlockKey firstKey, BlockKey lastKey)
            throws IOException {
        if (abandoned.getAsBoolean()) {
            throw new InterruptedIOException("the part was abandoned");
        }
        int columns = schema.columns().size();
        int[] lengths = new int[columns];
        int[] checksums = new int[columns];
        long offset = offset();
        for (int i = 0; i < columns; i++) {
            Column column = block.columns().get(i);
            if (column.size() != block.rows()) {
                throw new IllegalArgumentException(
                        schema.columns().get(i).name()
                                + ": "
                                + column.size()
                                + " rows (expected: "
                                + block.rows()
                                + ")");
            }
            page.clear();
            page(i, column);
            lengths[i] = page.size();
            checksums[i] = write(page);
        }
        blocks.add(
                new BlockEntry(
                        block.rows(),
                        times.minNanos(),
                        times.maxNanos(),
                        firstKey,
                        lastKey,
                        offset,
                        lengths,
                        checksums));
        rows += block.rows();
        minNanos = Math.min(minNanos, times.minNanos());
        maxNanos = Math.max(maxNanos, times.maxNanos());
    }

    /// Adds something to the block that was added last.
    public void annex(Annex kind, ByteSink body) {
        while (annexEntries.size() < blocks.size()) {
            annexEntries.add(new ArrayList<>());
        }
        int checksum = checksum(body);
        annexEntries
                .getLast()
                .add(new AnnexDirectory.Entry(kind.code(), annexes.size(), body.size(), checksum));
        annexes.putBytes(body.array(), 0, body.size());
    }

    private void page(int number, Column column) {
        if (!(column instanceof BytesColumn values) || !shred(number, values)) {
            pages.column(column, page);
        }
    }

    /// Takes a column of encoded values apart, when that pays.
    private boolean shred(int column, BytesColumn values) {
        if (isHurried()) {
            return false;
        }
        return switch (schema.columns().get(column).name()) {
            case "attributes" -> shredded.write(values, ShreddedWriter.Values.ATTRIBUTES, page);
            case "body" -> shredded.write(values, ShreddedWriter.Values.BODIES, page);
            default -> false;
        };
    }

    /// Adds the resources that rows refer to.
    public void resources(BytesColumn table) throws IOException {
        table(SectionEntry.Kind.RESOURCES, table);
    }

    /// Adds the scopes that rows refer to.
    public void scopes(BytesColumn table) throws IOException {
        table(SectionEntry.Kind.SCOPES, table);
    }

    /// Adds the series that points refer to.
    public void series(SeriesTable series) throws IOException {
        table(SectionEntry.Kind.METRICS, series.metrics());
        page.clear();
        pages.column(series.resource(), page);
        pages.column(series.scope(), page);
        pages.column(series.metric(), page);
        pages.column(series.attributes(), page);
        section(SectionEntry.Kind.SERIES, series.size());
    }

    /// Adds the filter on the trace ids of all spans.
    public void traceFilter(BlockBloomFilter filter) throws IOException {
        page.clear();
        filter.encode(page);
        section(SectionEntry.Kind.TRACE_FILTER, 1);
    }

    /// Notes when the part was sealed, if its newest row claims to be of later.
    public void sealedAt(long nanos) throws IOException {
        if (nanos < maxNanos) {
            page.clear();
            page.putZigzag(nanos);
            section(SectionEntry.Kind.AGE, 1);
        }
    }

    /// Writes the directory and syncs the file: from now on it is a part.
    public void finish() throws IOException {
        if (!annexEntries.isEmpty()) {
            annexSections();
        }
        byte[] footer =
                new PartFooter(
                                schema,
                                firstPosition,
                                lastPosition,
                                rows,
                                minNanos,
                                maxNanos,
                                sections,
                                blocks)
                        .encode();
        buffer.putBytes(footer, 0, footer.length);
        buffer.putInt(footer.length);
        buffer.putInt(footerChecksum(footer, footer.length, PartFormat.VERSION));
        buffer.putInt(PartFormat.VERSION);
        buffer.putInt(0);
        buffer.putLong(PartFormat.MAGIC);
        flush();
        file.sync();
    }

    private void annexSections() throws IOException {
        page.clear();
        page.putBytes(annexes.array(), 0, annexes.size());
        section(SectionEntry.Kind.ANNEXES, annexEntries.size());
        page.clear();
        new AnnexDirectory(annexEntries).encode(page);
        section(SectionEntry.Kind.ANNEX_DIRECTORY, annexEntries.size());
    }

    /// Bytes so far.
    public long offset() {
        return flushed + buffer.size();
    }

    /// Checksum of a footer with the trailer's numbers, so that damage to either shows.
    static int footerChecksum(byte[] footer, int length, int version) {
        ByteSink numbers = new ByteSink(16);
        numbers.putInt(length);
        numbers.putInt(version);
        CRC32C crc = new CRC32C();
        crc.update(footer, 0, length);
        crc.update(numbers.array(), 0, numbers.size());
        return (int) crc.getValue();
    }

    private void table(SectionEntry.Kind kind, BytesColumn table) throws IOException {
        page.clear();
        pages.column(table, page);
        section(kind, table.size());
    }

    private void section(SectionEntry.Kind kind, int count) throws IOException {
        long offset = offset();
        int checksum = write(page);
        sections.add(new SectionEntry(kind.code(), count, offset, page.size(), checksum));
    }

    private int write(ByteSink bytes) throws IOException {
        buffer.putBytes(bytes.array(), 0, bytes.size());
        if (buffer.size() >= BUFFER_BYTES) {
            flush();
        }
        return checksum(bytes);
    }

    private static int checksum(ByteSink bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, bytes.size());
        return (int) crc.getValue();
    }

    private void flush() throws IOException {
        file.write(ByteBuffer.wrap(buffer.array(), 0, buffer.size()), flushed);
        flushed += buffer.size();
        buffer.clear();
    }
}
