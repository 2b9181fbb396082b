package dev.trine.storage.shred;

import dev.trine.model.BytesColumn;
import dev.trine.storage.codec.ByteSource;
import dev.trine.storage.codec.MalformedPageException;
import dev.trine.storage.codec.PageDecoder;

/// Reads back what [ShreddedWriter] wrote: all of it, or only some attributes of each row. Never makes
/// more bytes than allowed, whatever the page says. Not safe for use by several threads at once.
///
/// Every method throws [MalformedPageException] on anything a writer does not write.
public final class ShreddedReader {
    private final PageDecoder pages;
    private final int maxBytes;

    /// @param pages for pages inside the page
    /// @param maxBytes the most bytes that the values of one page may have together
    public ShreddedReader(PageDecoder pages, int maxBytes) {
        this.pages = pages;
        this.maxBytes = maxBytes;
    }

    /// Whether a page is a shredded one.
    public static boolean isShredded(byte[] page) {
        return page.length > 0 && page[0] == ShreddedWriter.CODE;
    }

    /// All values.
    ///
    /// @param in from the code on
    public BytesColumn all(ByteSource in, int rows) {
        skipCode(in);
        return nested(in, rows, 1);
    }

    /// The values of a column of attributes without the entries whose keys are not asked for; a row
    /// that was kept whole comes whole.
    ///
    /// @param in from the code on
    public BytesColumn entries(ByteSource in, int rows, AttributeKeys keys) {
        skipCode(in);
        return new ShreddedPage(this, in, rows, 1).entries(keys);
    }

    BytesColumn nested(ByteSource in, int rows, int depth) {
        if (depth > Limits.DEPTH) {
            throw new MalformedPageException("pages nest deeper than " + Limits.DEPTH);
        }
        return new ShreddedPage(this, in, rows, depth).all();
    }

    BytesColumn texts(ByteSource in, int count) {
        return pages.bytes(in, count);
    }

    long[] numbers(ByteSource in, int count) {
        return pages.longs(in, count);
    }

    int maxBytes() {
        return maxBytes;
    }

    private static void skipCode(ByteSource in) {
        int code = in.getByte();
        if (code != ShreddedWriter.CODE) {
            throw new MalformedPageException(
                    "codec: " + code + " (expected: " + ShreddedWriter.CODE + ")");
        }
    }
}
