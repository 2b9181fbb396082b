package dev.trine.storage.shred;

import dev.trine.model.BytesColumn;
import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.PageEncoder;
import java.util.List;

/// Writes a column of byte strings taken apart, when that is smaller than leaving it whole.
///
/// ```
/// ┌─────────┬─────────────────────────┬─────────────────────────────┬───────────────────────────┐
/// │ 4, byte │ names, varint           │ templates, varint           │ template of each row:     │
/// │         │ (none: 0) or bytes page │ programs: bytes page        │ integer page              │
/// ├─────────┴─────────────────────────┴─────────────────────────────┴───────────────────────────┤
/// │ streams, varint │ per stream: name + 1, varint │ length, varint │ kind, byte │ body         │
/// └─────────────────────────────────────────────────────────────────────────────────────────────┘
/// ```
///
/// Programs are those of [TemplateOp], bodies those of [StreamKind]. Not safe for use by several
/// threads at once.
public final class ShreddedWriter {
    /// The codec of a shredded page; the codes below are those of other byte strings.
    public static final int CODE = 4;

    /// What the values of a column are.
    public enum Values {
        /// Encoded `KeyValueList` messages.
        ATTRIBUTES,
        /// Encoded `AnyValue` messages.
        BODIES
    }

    private static final int MIN_ROWS = 32;

    /// So much of a column is packed as it is, to know what that would take.
    private static final int SAMPLE_BYTES = 64 << 10;

    private final PageEncoder pages;
    private final StreamWriter streams;
    private final AttributeSplitter attributes = new AttributeSplitter();
    private final BodySplitter bodies = new BodySplitter();
    private final ByteSink trial = new ByteSink(1 << 12);

    public ShreddedWriter(PageEncoder pages) {
        this.pages = pages;
        streams = new StreamWriter(pages, this);
    }

    /// Writes a page.
    ///
    /// @return false when another codec is better; nothing was written then
    public boolean write(BytesColumn column, Values values, ByteSink out) {
        int rows = column.size();
        if (rows < MIN_ROWS || column.dataSize() < 2 * rows) {
            return false;
        }
        Shreds shreds = new Shreds(rows);
        Splitter splitter =
                switch (values) {
                    case ATTRIBUTES -> attributes;
                    case BODIES -> bodies;
                };
        for (int row = 0; row < rows; row++) {
            int from = column.start(row);
            int to = column.end(row);
            shreds.begin(column.data());
            shreds.endRow(splitter.split(column.data(), from, to, shreds), from, to);
            if (row == 8 * MIN_ROWS && shreds.wholeRows() > row / 2) {
                return false;
            }
        }
        if (shreds.wholeRows() > rows / 4) {
            return false;
        }
        int start = out.size();
        out.putByte(CODE);
        body(shreds, 1, out);
        if (out.size() - start > sizeWhole(column)) {
            out.truncate(start);
            return false;
        }
        return true;
    }

    /// Writes a page without its code.
    ///
    /// @param depth how many pages it is in, itself included
    void body(Shreds shreds, int depth, ByteSink out) {
        table(shreds.names(), out);
        table(shreds.templates(), out);
        pages.longs(shreds.rowTemplates(), shreds.rows(), out);
        List<Stream> all = shreds.streams();
        out.putVarint(all.size());
        ByteSink body = new ByteSink(1 << 12);
        for (Stream stream : all) {
            body.clear();
            streams.write(stream, depth, body);
            out.putVarint(stream.name() + 1);
            out.putVarint(body.size());
            out.putBytes(body.array(), 0, body.size());
        }
    }

    private void table(BytesColumn values, ByteSink out) {
        out.putVarint(values.size());
        pages.bytes(values.data(), values.ends(), values.size(), out);
    }

    /// About what the column takes when it is left whole, by its first rows.
    private long sizeWhole(BytesColumn column) {
        int rows = 0;
        while (rows < column.size() && column.end(rows) <= SAMPLE_BYTES) {
            rows++;
        }
        rows = Math.max(1, rows);
        trial.clear();
        pages.bytes(column.data(), column.ends(), rows, trial);
        return (long) trial.size() * column.dataSize() / Math.max(1, column.end(rows - 1));
    }
}
