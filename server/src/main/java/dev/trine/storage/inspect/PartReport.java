package dev.trine.storage.inspect;

import dev.trine.model.BytesColumn;
import dev.trine.model.Schema;
import dev.trine.model.Signal;
import dev.trine.storage.codec.ByteSource;
import dev.trine.storage.codec.MalformedPageException;
import dev.trine.storage.codec.PageDecoder;
import dev.trine.storage.codec.PageShape;
import dev.trine.storage.disk.RealDisk;
import dev.trine.storage.part.CorruptPartException;
import dev.trine.storage.part.NewerPartException;
import dev.trine.storage.part.Part;
import dev.trine.storage.part.PartInfo;
import dev.trine.storage.part.PartReader;
import dev.trine.storage.part.PartSection;
import dev.trine.storage.shred.ShreddedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a part file is made of. Its bytes are those of the pages, the sections, and the directory,
/// which is all the rest.
///
/// @param bytes of the file
/// @param firstPosition log position of the first batch in it
/// @param lastPosition log position of the last batch in it
/// @param minNanos time of the oldest row
/// @param maxNanos time of the newest row
/// @param damage pages and sections that are not what was written, one sentence each
public record PartReport(
        Path file,
        Signal signal,
        long rows,
        long bytes,
        long firstPosition,
        long lastPosition,
        long minNanos,
        long maxNanos,
        List<ColumnUse> columns,
        List<SectionUse> sections,
        List<BlockUse> blocks,
        List<String> damage) {
    /// The most bytes of strings that a page may have: as for readers.
    private static final int MAX_PAGE_BYTES = 1 << 27;

    /// One column over all blocks.
    ///
    /// @param bytes of all its pages
    /// @param rawBytes of its values: 4 or 8 a number; a string with 4 bytes of length
    /// @param codecs how many pages each codec, or chain of codecs, made; damaged pages are in none
    public record ColumnUse(
            String name, String type, long bytes, long rawBytes, SortedMap<String, Long> codecs) {}

    /// One section.
    public record SectionUse(String name, int entries, long offset, long bytes) {}

    /// One block.
    public record BlockUse(int rows, long bytes, long minNanos, long maxNanos) {}

    public PartReport {
        columns = List.copyOf(columns);
        sections = List.copyOf(sections);
        blocks = List.copyOf(blocks);
        damage = List.copyOf(damage);
    }

    /// Bytes of the header, the directory and the trailer.
    public long directoryBytes() {
        long left = bytes;
        for (BlockUse block : blocks) {
            left -= block.bytes;
        }
        for (SectionUse section : sections) {
            left -= section.bytes;
        }
        return left;
    }

    /// Looks at a file.
    ///
    /// @throws IOException when it can't be read, is no part, or one of a newer version; says so
    public static PartReport of(Path file) throws IOException {
        try (Part part = Part.open(new RealDisk(), file);
                PartReader reader = part.reader().orElseThrow()) {
            List<String> damage = new ArrayList<>();
            PartInfo info = part.info();
            return new PartReport(
                    file,
                    info.signal(),
                    info.rows(),
                    info.bytes(),
                    info.firstPosition(),
                    info.lastPosition(),
                    info.minNanos(),
                    info.maxNanos(),
                    columns(reader, damage),
                    sections(reader, damage),
                    blocks(reader),
                    damage);
        } catch (CorruptPartException | NewerPartException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static List<ColumnUse> columns(PartReader reader, List<String> damage) {
        List<ColumnUse> columns = new ArrayList<>();
        List<Schema.Field> fields = reader.columnsInFile().columns();
        PageDecoder pages = new PageDecoder(MAX_PAGE_BYTES);
        for (int column = 0; column < fields.size(); column++) {
            Schema.Field field = fields.get(column);
            SortedMap<String, Long> codecs = new TreeMap<>();
            long raw = 0;
            for (int block = 0; block < reader.blocks(); block++) {
                try {
                    byte[] page = reader.page(block, column);
                    codecs.merge(codec(field.type(), page), 1L, Long::sum);
                    raw += rawBytes(pages, field.type(), page, reader.rows(block));
                } catch (CorruptPartException | MalformedPageException e) {
                    damage.add(
                            "block " + block + ", column " + field.name() + ": " + e.getMessage());
                }
            }
            String type = field.type().name().toLowerCase(Locale.ROOT);
            columns.add(new ColumnUse(field.name(), type, reader.columnBytes(column), raw, codecs));
        }
        return columns;
    }

    private static long rawBytes(PageDecoder pages, Schema.Type type, byte[] page, int rows) {
        return switch (type) {
            case INT -> 4L * rows;
            case LONG -> 8L * rows;
            case BYTES -> {
                ByteSource in = new ByteSource(page);
                BytesColumn values =
                        ShreddedReader.isShredded(page)
                                ? new ShreddedReader(pages, MAX_PAGE_BYTES).all(in, rows)
                                : pages.bytes(in, rows);
                yield 4L * rows + values.dataSize();
            }
        };
    }

    private static String codec(Schema.Type type, byte[] page) {
        return type == Schema.Type.BYTES && ShreddedReader.isShredded(page)
                ? "shredded"
                : PageShape.of(type, page);
    }

    private static List<SectionUse> sections(PartReader reader, List<String> damage) {
        List<SectionUse> uses = new ArrayList<>();
        List<PartSection> sections = reader.sections();
        for (int i = 0; i < sections.size(); i++) {
            PartSection section = sections.get(i);
            try {
                reader.checkSection(i);
            } catch (CorruptPartException e) {
                damage.add(section.name() + ": " + e.getMessage());
            }
            uses.add(
                    new SectionUse(
                            section.name(), section.entries(), section.offset(), section.bytes()));
        }
        return uses;
    }

    private static List<BlockUse> blocks(PartReader reader) {
        List<BlockUse> blocks = new ArrayList<>();
        for (int block = 0; block < reader.blocks(); block++) {
            blocks.add(
                    new BlockUse(
                            reader.rows(block),
                            reader.bytes(block),
                            reader.minNanos(block),
                            reader.maxNanos(block)));
        }
        return blocks;
    }
}
