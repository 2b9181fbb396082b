package dev.trine.storage.part;

import dev.trine.model.Schema;
import dev.trine.model.Signal;
import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.ByteSource;
import dev.trine.storage.codec.MalformedPageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a part says of itself: everything needed to read it, and to know whether to.
///
/// @param firstPosition log position of the first batch in it
/// @param lastPosition log position of the last batch in it
/// @param rows in all blocks
/// @param minNanos time of the oldest row
/// @param maxNanos time of the newest row
record PartFooter(
        Schema schema,
        long firstPosition,
        long lastPosition,
        long rows,
        long minNanos,
        long maxNanos,
        List<SectionEntry> sections,
        List<BlockEntry> blocks) {
    private static final int MAX_COLUMNS = 64;
    private static final int MAX_SECTIONS = 1024;

    PartFooter {
        sections = List.copyOf(sections);
        blocks = List.copyOf(blocks);
    }

    Optional<SectionEntry> section(SectionEntry.Kind kind) {
        for (SectionEntry section : sections) {
            if (section.code() == kind.code()) {
                return Optional.of(section);
            }
        }
        return Optional.empty();
    }

    byte[] encode() {
        ByteSink out = new ByteSink(1 << 12);
        out.putByte(schema.signal().code());
        out.putVarint(firstPosition);
        out.putVarint(lastPosition);
        out.putVarint(rows);
        out.putZigzag(minNanos);
        out.putZigzag(maxNanos);
        out.putVarint(schema.columns().size());
        for (Schema.Field field : schema.columns()) {
            byte[] name = field.name().getBytes(StandardCharsets.UTF_8);
            out.putByte(typeCode(field.type()));
            out.putVarint(name.length);
            out.putBytes(name, 0, name.length);
        }
        out.putVarint(sections.size());
        sections.forEach(section -> section.encode(out));
        out.putVarint(blocks.size());
        blocks.forEach(block -> block.encode(out));
        return out.toByteArray();
    }

    /// @param end where pages and sections end in the file
    /// @throws MalformedPageException when the bytes are no footer
    static PartFooter decode(ByteSource in, long end) {
        Signal signal = signal(in.getByte());
        long firstPosition = in.getVarint();
        long lastPosition = in.getVarint();
        long rows = in.getVarint();
        long minNanos = in.getZigzag();
        long maxNanos = in.getZigzag();
        Schema schema = new Schema(signal, fields(in));
        List<SectionEntry> sections = new ArrayList<>();
        for (int left = in.getCount("sections", MAX_SECTIONS); left > 0; left--) {
            sections.add(SectionEntry.decode(in, end));
        }
        List<BlockEntry> blocks = new ArrayList<>();
        long blockRows = 0;
        for (int left = in.getCount("blocks", in.remaining()); left > 0; left--) {
            BlockEntry block = BlockEntry.decode(in, schema.columns().size(), end);
            blocks.add(block);
            blockRows += block.rows();
        }
        if (in.remaining() != 0 || blockRows != rows || lastPosition < firstPosition) {
            throw new MalformedPageException(
                    "footer: " + blockRows + " rows in blocks (expected: " + rows + ")");
        }
        return new PartFooter(
                schema, firstPosition, lastPosition, rows, minNanos, maxNanos, sections, blocks);
    }

    private static List<Schema.Field> fields(ByteSource in) {
        List<Schema.Field> fields = new ArrayList<>();
        for (int left = in.getCount("columns", MAX_COLUMNS); left > 0; left--) {
            Schema.Type type = type(in.getByte());
            int length = in.getCount("name length", in.remaining());
            String name = new String(in.array(), in.skip(length), length, StandardCharsets.UTF_8);
            fields.add(new Schema.Field(name, type));
        }
        return fields;
    }

    private static Signal signal(int code) {
        try {
            return Signal.ofCode(code);
        } catch (IllegalArgumentException e) {
            throw new MalformedPageException("signal code: " + code + " (expected: 1..3)", e);
        }
    }

    private static int typeCode(Schema.Type type) {
        return switch (type) {
            case INT -> 1;
            case LONG -> 2;
            case BYTES -> 3;
        };
    }

    private static Schema.Type type(int code) {
        return switch (code) {
            case 1 -> Schema.Type.INT;
            case 2 -> Schema.Type.LONG;
            case 3 -> Schema.Type.BYTES;
            default -> throw new MalformedPageException("type code: " + code + " (expected: 1..3)");
        };
    }
}
