package dev.trine.storage.part;

import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.ByteSource;
import dev.trine.storage.codec.MalformedPageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the annexes of each block are in the section of annexes.
///
/// ```
/// per block:  annexes, varint │ per annex:  kind, varint │ offset, varint │ length, varint │ checksum, u32
/// ```
///
/// @param blocks the annexes of each block
record AnnexDirectory(List<List<Entry>> blocks) {
    /// One annex.
    ///
    /// @param kind the code of an [Annex], or one that only newer programs know
    /// @param offset in the section of annexes
    /// @param checksum CRC32C of its bytes
    record Entry(int kind, int offset, int length, int checksum) {}

    private static final int MAX_ANNEXES = 64;

    AnnexDirectory {
        blocks = List.copyOf(blocks);
    }

    Optional<Entry> find(int block, Annex kind) {
        if (block >= blocks.size()) {
            return Optional.empty();
        }
        return blocks.get(block).stream().filter(entry -> entry.kind == kind.code()).findFirst();
    }

    void encode(ByteSink out) {
        for (List<Entry> block : blocks) {
            out.putVarint(block.size());
            for (Entry entry : block) {
                out.putVarint(entry.kind);
                out.putVarint(entry.offset);
                out.putVarint(entry.length);
                out.putInt(entry.checksum);
            }
        }
    }

    /// @param count how many blocks there are
    /// @param length of the section of annexes
    static AnnexDirectory decode(ByteSource in, int count, int length) {
        List<List<Entry>> blocks = new ArrayList<>();
        for (int block = 0; block < count; block++) {
            List<Entry> entries = new ArrayList<>();
            for (int left = in.getCount("annexes", MAX_ANNEXES); left > 0; left--) {
                int kind = in.getCount("annex kind", Integer.MAX_VALUE);
                int offset = in.getCount("annex offset", length);
                entries.add(
                        new Entry(
                                kind,
                                offset,
                                in.getCount("annex length", length - offset),
                                in.getInt()));
            }
            blocks.add(List.copyOf(entries));
        }
        if (in.remaining() != 0) {
            throw new MalformedPageException("annexes: " + in.remaining() + " bytes left");
        }
        return new AnnexDirectory(blocks);
    }
}
