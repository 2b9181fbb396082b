package dev.trine.storage.shred;

import dev.trine.model.BytesColumn;
import dev.trine.storage.codec.ByteSource;
import dev.trine.storage.codec.MalformedPageException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// One page, of which as many streams are read as are needed.
final class ShreddedPage {
    private record Unread(int offset, int length) {}

    private final ShreddedReader reader;
    private final ByteSource in;
    private final int rows;
    private final int depth;
    private final BytesColumn names;
    private final Template[] templates;
    private final int[] rowTemplates;
    private final Unread[] unread;
    private final int[] sizes;
    private final @Nullable StreamValues[] streams;

    ShreddedPage(ShreddedReader reader, ByteSource in, int rows, int depth) {
        this.reader = reader;
        this.in = in;
        this.rows = rows;
        this.depth = depth;
        names = table("names", Limits.NAMES);
        BytesColumn programs = table("templates", Limits.TEMPLATES);
        templates = new Template[programs.size()];
        for (int i = 0; i < templates.length; i++) {
            templates[i] =
                    Template.parse(
                            programs.data(), programs.start(i), programs.length(i), names.size());
        }
        rowTemplates = rowTemplates();
        unread = new Unread[in.getCount("streams", Limits.STREAMS)];
        for (int i = 0; i < unread.length; i++) {
            in.getCount("name", names.size());
            int length = in.getCount("stream length", in.remaining());
            unread[i] = new Unread(in.skip(length), length);
        }
        sizes = sizes();
        streams = new @Nullable StreamValues[unread.length];
    }

    /// All values as they were.
    BytesColumn all() {
        return write(templates);
    }

    /// Only the entries with some keys.
    BytesColumn entries(AttributeKeys keys) {
        BitSet wanted = new BitSet();
        for (int name = 0; name < names.size(); name++) {
            wanted.set(name, keys.contains(names.data(), names.start(name), names.end(name)));
        }
        Template[] fewer = new Template[templates.length];
        for (int i = 0; i < fewer.length; i++) {
            fewer[i] = templates[i].withEntries(wanted);
        }
        return write(fewer);
    }

    private BytesColumn write(Template[] using) {
        ValueSink out = new ValueSink(rows * 64, reader.maxBytes());
        int[] ends = new int[rows];
        for (int row = 0; row < rows; row++) {
            write(using[rowTemplates[row]], out);
            ends[row] = out.size();
        }
        return new BytesColumn(out.array(), ends, rows);
    }

    private void write(Template template, ValueSink out) {
        int[] ops = template.ops();
        for (int i = 0; i < ops.length; i += Template.WORDS) {
            switch (ops[i]) {
                case TemplateOp.LITERAL -> out.bytes(template.data(), ops[i + 1], ops[i + 2]);
                case TemplateOp.TEXT -> stream(ops[i + 1]).text(out);
                case TemplateOp.VARINT -> out.varint(stream(ops[i + 1]).number());
                case TemplateOp.FIXED64 -> out.fixed64(stream(ops[i + 1]).number());
                case TemplateOp.OPEN -> out.open();
                case TemplateOp.CLOSE -> out.close();
                case TemplateOp.ENTRY -> entry(ops[i + 1], out);
                default -> {
                    out.close();
                    out.close();
                }
            }
        }
        out.endValue();
    }

    private void entry(int name, ValueSink out) {
        int length = names.length(name);
        out.oneByte(0x0A);
        out.open();
        out.oneByte(0x0A);
        out.varint(length);
        out.bytes(names.data(), names.start(name), length);
        out.oneByte(0x12);
        out.open();
    }

    private StreamValues stream(int number) {
        StreamValues known = streams[number];
        if (known != null) {
            return known;
        }
        Unread body = unread[number];
        ByteSource from = new ByteSource(in.array(), body.offset(), body.length());
        StreamValues read = StreamValues.read(reader, from, sizes[number], depth);
        streams[number] = read;
        return read;
    }

    private BytesColumn table(String what, int max) {
        return reader.texts(in, in.getCount(what, max));
    }

    private int[] rowTemplates() {
        long[] numbers = reader.numbers(in, rows);
        int[] checked = new int[rows];
        for (int row = 0; row < rows; row++) {
            if (numbers[row] < 0 || numbers[row] >= templates.length) {
                throw new MalformedPageException(
                        "template: " + numbers[row] + " (expected: < " + templates.length + ")");
            }
            checked[row] = (int) numbers[row];
        }
        return checked;
    }

    /// How many values each stream has: as many as the rows need.
    private int[] sizes() {
        long[] counts = new long[templates.length];
        for (int template : rowTemplates) {
            counts[template]++;
        }
        long[] needed = new long[unread.length];
        long all = 0;
        for (int i = 0; i < templates.length; i++) {
            all += counts[i] * templates[i].addHoles(counts[i], needed);
        }
        if (all > Limits.VALUES) {
            throw new MalformedPageException(
                    "values: " + all + " (expected: <= " + Limits.VALUES + ")");
        }
        int[] narrow = new int[needed.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (int) needed[i];
        }
        return narrow;
    }
}
