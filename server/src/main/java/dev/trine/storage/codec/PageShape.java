package dev.trine.storage.codec;

import dev.trine.model.Schema;
import java.util.Locale;

/// Names the codecs of a page without decoding it, for people: the outermost, and the one that took
/// what it left where that can be told cheaply, as in `line/packed`.
public final class PageShape {
    private static final int MAX_DEPTH = 6;

    private PageShape() {}

    /// @param page whole and checked
    /// @throws MalformedPageException when it is no page of that type
    public static String of(Schema.Type type, byte[] page) {
        ByteSource in = new ByteSource(page);
        return switch (type) {
            case INT, LONG -> longs(in, 0);
            case BYTES -> bytes(in);
        };
    }

    private static String bytes(ByteSource in) {
        BytesCodec codec = BytesCodec.ofCode(in.getByte());
        if (codec != BytesCodec.DICTIONARY) {
            return name(codec);
        }
        in.getVarint();
        return name(codec) + '/' + name(BytesCodec.ofCode(in.getByte()));
    }

    private static String longs(ByteSource in, int depth) {
        LongCodec codec = LongCodec.ofCode(in.getByte());
        boolean inner = depth < MAX_DEPTH && skipToInner(codec, in);
        return inner ? name(codec) + '/' + longs(in, depth + 1) : name(codec);
    }

    /// Steps over what a codec keeps for itself.
    ///
    /// @return false when no page follows, or one whose place only a decoder finds
    private static boolean skipToInner(LongCodec codec, ByteSource in) {
        return switch (codec) {
            case RAW, CONST, PACKED, ZSTD, ENTROPY, SPARSE -> false;
            case DELTA -> {
                in.getZigzag();
                yield true;
            }
            case LINE -> {
                in.getZigzag();
                in.getZigzag();
                yield true;
            }
            case SCALED -> {
                in.getZigzag();
                in.getVarint();
                yield true;
            }
            case DICTIONARY, RUNS -> {
                in.getVarint();
                yield true;
            }
            case SPLIT -> {
                in.getByte();
                yield true;
            }
            case DECIMAL -> {
                in.getByte();
                yield in.getVarint() == 0;
            }
        };
    }

    private static String name(Enum<?> codec) {
        return codec.name().toLowerCase(Locale.ROOT);
    }
}
