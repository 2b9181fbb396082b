package dev.trine.storage.part;

import dev.trine.model.Batch;
import dev.trine.model.BytesColumn;
import dev.trine.model.Column;
import dev.trine.model.IntColumn;
import dev.trine.model.LogBatch;
import dev.trine.model.LongColumn;
import dev.trine.model.MetricBatch;
import dev.trine.model.Schema;
import dev.trine.model.SeriesTable;
import dev.trine.model.SpanBatch;
import dev.trine.storage.codec.BlockBloomFilter;
import dev.trine.storage.codec.ByteSource;
import dev.trine.storage.codec.Hash64;
import dev.trine.storage.codec.MalformedPageException;
import dev.trine.storage.codec.PageDecoder;
import dev.trine.storage.shred.AttributeKeys;
import dev.trine.storage.shred.ShreddedReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Reads the blocks of one part and keeps it readable until closed. Blocks may be read by several
/// threads at once; all else is for one thread.
///
/// The batches of one part share their tables: the very same objects, as long as memory allows.
public final class PartReader implements AutoCloseable {
    private final Part part;
    private final PartFooter footer;

    /// Decoders that nobody uses at the moment.
    private final AtomicReference<@Nullable Decoders> idle = new AtomicReference<>();

    private @Nullable BlockBloomFilter traceFilter;
    private boolean traceFilterRead;

    /// For one thread at a time.
    private record Decoders(PageDecoder pages, ShreddedReader shredded) {
        static Decoders create() {
            PageDecoder pages = new PageDecoder(PartFormat.MAX_PAGE_BYTES);
            return new Decoders(pages, new ShreddedReader(pages, PartFormat.MAX_PAGE_BYTES));
        }
    }

    PartReader(Part part, PartFooter footer) {
        this.part = part;
        this.footer = footer;
    }

    public Part part() {
        return part;
    }

    /// How many blocks there are.
    public int blocks() {
        return footer.blocks().size();
    }

    public int rows(int block) {
        return footer.blocks().get(block).rows();
    }

    /// Bytes of a block in the file.
    public long bytes(int block) {
        return footer.blocks().get(block).length();
    }

    /// Bytes that a column takes in all blocks.
    public long columnBytes(int column) {
        long bytes = 0;
        for (BlockEntry block : footer.blocks()) {
            bytes += column < block.lengths().length ? block.lengths()[column] : 0;
        }
        return bytes;
    }

    /// The columns that the file has: the schema's, or fewer when it is older than some of them.
    public Schema columnsInFile() {
        return footer.schema();
    }

    /// The page of one column of a block, checked, as it stands in the file.
    ///
    /// @throws CorruptPartException when it is damaged
    public byte[] page(int block, int column) throws CorruptPartException {
        BlockEntry entry = footer.blocks().get(block);
        return part.read(entry.offset(column), entry.lengths()[column], entry.checksums()[column]);
    }

    /// All sections, in the order of the directory, also those of an unknown kind.
    public List<PartSection> sections() {
        return footer.sections().stream()
                .map(entry ->
                        new PartSection(
                                entry.code(), entry.count(), entry.offset(), entry.length()))
                .toList();
    }

    /// Verifies the checksum of a section.
    ///
    /// @param section its number in [#sections()]
    /// @throws CorruptPartException when it is damaged
    public void checkSection(int section) throws CorruptPartException {
        bytes(footer.sections().get(section));
    }

    /// Time of a block's oldest row.
    public long minNanos(int block) {
        return footer.blocks().get(block).minNanos();
    }

    /// Time of a block's newest row.
    public long maxNanos(int block) {
        return footer.blocks().get(block).maxNanos();
    }

    /// The key of a block's first row.
    public BlockKey firstKey(int block) {
        return footer.blocks().get(block).firstKey();
    }

    /// The key of a block's last row.
    public BlockKey lastKey(int block) {
        return footer.blocks().get(block).lastKey();
    }

    /// The number of a block's first series; metrics only.
    public int firstSeries(int block) {
        return (int) firstKey(block).high();
    }

    /// The number of a block's last series; metrics only.
    public int lastSeries(int block) {
        return (int) lastKey(block).high();
    }

    /// Numbers of the blocks that may hold spans of a trace, first and behind the last; an empty range
    /// when the part does not have it.
    public BlockRange trace(long high, long low) {
        if (!mayContainTrace(high, low)) {
            return new BlockRange(0, 0);
        }
        BlockKey key = new BlockKey(high, low);
        List<BlockEntry> blocks = footer.blocks();
        int first = firstEndingAtOrAfter(blocks, key);
        int end = first;
        while (end < blocks.size() && blocks.get(end).firstKey().compareTo(key) <= 0) {
            end++;
        }
        return new BlockRange(first, end);
    }

    /// One block.
    ///
    /// @param columns the set of columns to decode; others are empty
    /// @throws CorruptPartException when a page that is needed is damaged; nothing of the block is
    ///     served then
    public Batch read(int block, long columns) throws CorruptPartException {
        return decode(block, columns, null);
    }

    private Batch decode(int block, long columns, @Nullable AttributeKeys keys)
            throws CorruptPartException {
        BlockEntry entry = footer.blocks().get(block);
        Schema schema = schema();
        List<Column> decoded = new ArrayList<>(schema.columns().size());
        Decoders own = idle.getAndSet(null);
        Decoders decoders = own == null ? Decoders.create() : own;
        for (int i = 0; i < schema.columns().size(); i++) {
            boolean asked = (columns & (1L << i)) != 0;
            Schema.Type type = schema.columns().get(i).type();
            decoded.add(asked ? column(decoders, entry, i, keys) : empty(type));
        }
        idle.set(decoders);
        Part.Tables tables = tables();
        return switch (footer.schema().signal()) {
            case TRACES -> new SpanBatch(decoded, tables.resources(), tables.scopes());
            case LOGS -> new LogBatch(decoded, tables.resources(), tables.scopes());
            case METRICS ->
                    new MetricBatch(decoded, tables.resources(), tables.scopes(), tables.series());
        };
    }

    /// One block, of its attributes only the entries with some keys and, here and there, others.
    ///
    /// @param columns the set of columns to decode; others are empty
    /// @throws CorruptPartException when a page that is needed is damaged
    public Batch read(int block, long columns, Collection<String> attributeKeys)
            throws CorruptPartException {
        return decode(block, columns, new AttributeKeys(attributeKeys));
    }

    /// Something that a block has beside its columns; empty when the part was written without.
    ///
    /// @throws CorruptPartException when it is damaged
    public Optional<byte[]> annex(int block, Annex kind) throws CorruptPartException {
        Optional<SectionEntry> bodies = footer.section(SectionEntry.Kind.ANNEXES);
        Optional<SectionEntry> section = footer.section(SectionEntry.Kind.ANNEX_DIRECTORY);
        if (bodies.isEmpty() || section.isEmpty()) {
            return Optional.empty();
        }
        AnnexDirectory directory = part.cachedAnnexes();
        if (directory == null) {
            ByteSource in = new ByteSource(bytes(section.get()));
            try {
                directory = AnnexDirectory.decode(in, section.get().count(), bodies.get().length());
            } catch (MalformedPageException e) {
                throw corrupt(section.get(), e);
            }
            part.cacheAnnexes(directory);
        }
        Optional<AnnexDirectory.Entry> found = directory.find(block, kind);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        AnnexDirectory.Entry entry = found.get();
        long offset = bodies.get().offset() + entry.offset();
        return Optional.of(part.read(offset, entry.length(), entry.checksum()));
    }

    @Override
    public void close() {
        part.releaseReader();
    }

    private Schema schema() {
        return switch (footer.schema().signal()) {
            case TRACES -> SpanBatch.SCHEMA;
            case LOGS -> LogBatch.SCHEMA;
            case METRICS -> MetricBatch.SCHEMA;
        };
    }

    private boolean mayContainTrace(long high, long low) {
        if (!traceFilterRead) {
            traceFilter = readTraceFilter();
            traceFilterRead = true;
        }
        return traceFilter == null || traceFilter.mayContain(Hash64.of(high, low));
    }

    /// Null when there is none. A damaged filter costs time, not answers: the blocks themselves are
    /// checked.
    private @Nullable BlockBloomFilter readTraceFilter() {
        Optional<SectionEntry> section = footer.section(SectionEntry.Kind.TRACE_FILTER);
        if (section.isEmpty()) {
            return null;
        }
        try {
            return BlockBloomFilter.decode(new ByteSource(bytes(section.get())));
        } catch (CorruptPartException | MalformedPageException e) {
            return null;
        }
    }

    private static int firstEndingAtOrAfter(List<BlockEntry> blocks, BlockKey key) {
        int low = 0;
        int high = blocks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (blocks.get(middle).lastKey().compareTo(key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Column column(
            Decoders decoders, BlockEntry entry, int column, @Nullable AttributeKeys keys)
            throws CorruptPartException {
        Schema.Field field = schema().columns().get(column);
        if (column >= footer.schema().columns().size()) {
            return zeros(field.type(), entry.rows());
        }
        long offset = entry.offset(column);
        byte[] page = part.read(offset, entry.lengths()[column], entry.checksums()[column]);
        try {
            if (field.type() == Schema.Type.BYTES && ShreddedReader.isShredded(page)) {
                ByteSource in = new ByteSource(page);
                return keys != null && field.name().equals("attributes")
                        ? decoders.shredded.entries(in, entry.rows(), keys)
                        : decoders.shredded.all(in, entry.rows());
            }
            return decoders.pages.column(field.type(), new ByteSource(page), entry.rows());
        } catch (MalformedPageException e) {
            throw new CorruptPartException(
                    part.path(),
                    offset,
                    "a page of " + field.name(),
                    String.valueOf(e.getMessage()));
        }
    }

    private Part.Tables tables() throws CorruptPartException {
        Part.Tables tables = part.cachedTables();
        if (tables == null) {
            tables =
                    new Part.Tables(
                            table(SectionEntry.Kind.RESOURCES),
                            table(SectionEntry.Kind.SCOPES),
                            series());
            part.cacheTables(tables);
        }
        return tables;
    }

    private BytesColumn table(SectionEntry.Kind kind) throws CorruptPartException {
        Optional<SectionEntry> found = footer.section(kind);
        if (found.isEmpty()) {
            return new BytesColumn(0, 0);
        }
        SectionEntry section = found.get();
        ByteSource in = new ByteSource(bytes(section));
        try {
            return new PageDecoder(PartFormat.MAX_TABLE_BYTES).bytes(in, section.count());
        } catch (MalformedPageException e) {
            throw corrupt(section, e);
        }
    }

    private SeriesTable series() throws CorruptPartException {
        Optional<SectionEntry> found = footer.section(SectionEntry.Kind.SERIES);
        if (found.isEmpty()) {
            return new SeriesTable(0);
        }
        SectionEntry section = found.get();
        ByteSource in = new ByteSource(bytes(section));
        PageDecoder tablePages = new PageDecoder(PartFormat.MAX_TABLE_BYTES);
        int count = section.count();
        try {
            return new SeriesTable(
                    new IntColumn(tablePages.ints(in, count), count),
                    new IntColumn(tablePages.ints(in, count), count),
                    new IntColumn(tablePages.ints(in, count), count),
                    tablePages.bytes(in, count),
                    table(SectionEntry.Kind.METRICS));
        } catch (MalformedPageException e) {
            throw corrupt(section, e);
        }
    }

    private byte[] bytes(SectionEntry section) throws CorruptPartException {
        return part.read(section.offset(), section.length(), section.checksum());
    }

    private CorruptPartException corrupt(SectionEntry section, MalformedPageException cause) {
        return new CorruptPartException(
                part.path(),
                section.offset(),
                "section " + section.code(),
                String.valueOf(cause.getMessage()));
    }

    private static Column empty(Schema.Type type) {
        return zeros(type, 0);
    }

    /// What a column holds that the file was written without.
    private static Column zeros(Schema.Type type, int rows) {
        return switch (type) {
            case INT -> new IntColumn(new int[rows], rows);
            case LONG -> new LongColumn(new long[rows], rows);
            case BYTES -> new BytesColumn(new byte[0], new int[rows], rows);
        };
    }
}
