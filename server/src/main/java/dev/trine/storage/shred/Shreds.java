package dev.trine.storage.shred;

import dev.trine.model.BytesColumn;
import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.Hash64;
import dev.trine.storage.head.InternTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a column becomes: templates, which template each row has, and streams. A splitter describes
/// one row at a time, from [#begin] to [#endRow]; a row that it gives up on, or that would need more
/// than the limits allow, is kept whole. One thread.
final class Shreds {
    private static final int NONE = -1;

    /// Template of rows kept whole: the next value of stream 0.
    static final int WHOLE = 0;

    private final InternTable names = new InternTable();
    private final InternTable templates = new InternTable();
    private final List<Stream> streams = new ArrayList<>();
    private final int[][] named = new int[2][Limits.NAMES];
    private final long[] placeHashes = new long[4 * Limits.STREAMS];
    private final int[] placeStreams = new int[4 * Limits.STREAMS];
    private final ByteSink program = new ByteSink(512);
    private int[] holeStream = new int[64];
    private int[] holeStart = new int[64];
    private int[] holeEnd = new int[64];
    private long[] holeNumber = new long[64];
    private long[] rowTemplates;
    private byte[] data = {};
    private int literalStart;
    private int literalEnd;
    private int holes;
    private boolean failed;
    private final int[] recentNames = new int[64];
    private final long[] recentPlaces = new long[64];
    private final int[] recentStreams = new int[64];
    private int recentTemplate;
    private int rows;
    private int wholeRows;
    private int values;

    Shreds(int capacity) {
        rowTemplates = new long[capacity];
        for (int[] streamsOfName : named) {
            Arrays.fill(streamsOfName, NONE);
        }
        streams.add(Stream.texts());
        program.putByte(TemplateOp.TEXT);
        program.putVarint(0);
        templates.intern(program.array(), 0, program.size());
    }

    /// Starts to describe a row whose bytes lie in `source`.
    void begin(byte[] source) {
        data = source;
        program.clear();
        literalStart = literalEnd = 0;
        holes = 0;
        failed = false;
    }

    /// Ends the row, whose bytes are `data[from, to)`.
    ///
    /// @param understood whether the splitter got to its end
    void endRow(boolean understood, int from, int to) {
        flushLiteral();
        int template = understood && !failed && values + holes < Limits.VALUES ? template() : NONE;
        if (template == NONE || template == WHOLE) {
            rowTemplates[rows++] = WHOLE;
            streams.get(0).append(data, from, to);
            wholeRows++;
            values++;
            return;
        }
        rowTemplates[rows++] = template;
        values += holes;
        for (int i = 0; i < holes; i++) {
            Stream stream = streams.get(holeStream[i]);
            if (stream.isNumbers()) {
                stream.append(holeNumber[i]);
            } else {
                stream.append(data, holeStart[i], holeEnd[i]);
            }
        }
    }

    /// The number of the program's template; -1 when there are too many. Most rows are like the one
    /// before.
    private int template() {
        byte[] bytes = program.array();
        int size = program.size();
        if (!templates.isValue(recentTemplate, bytes, 0, size)) {
            int found = templates.find(bytes, 0, size);
            if (found == NONE && templates.size() == Limits.TEMPLATES) {
                return NONE;
            }
            recentTemplate = found == NONE ? templates.intern(bytes, 0, size) : found;
        }
        return recentTemplate;
    }

    /// `data[from, to)` is part of the template.
    void literal(int from, int to) {
        if (literalEnd == from && literalStart < literalEnd) {
            literalEnd = to;
            return;
        }
        flushLiteral();
        literalStart = from;
        literalEnd = to;
    }

    /// `data[from, to)` goes to the stream of a name.
    void text(int name, int from, int to) {
        hole(TemplateOp.TEXT, name < 0 ? NONE : ofName(name, 0), from, to, 0);
    }

    /// `data[from, to)` goes to the stream of its place: what comes before it in the row.
    ///
    /// @param before at most eight bytes before `from`
    void place(int before, int from, int to) {
        long context = (long) from - before;
        for (int at = before; at < from; at++) {
            context = (context << 8) ^ (data[at] & 0xFF);
        }
        int slot = Math.min(holes, recentPlaces.length - 1);
        int stream = recentStreams[slot];
        if (stream == 0 || recentPlaces[slot] != context || slot != holes) {
            stream = ofPlace(context, holes);
            recentPlaces[slot] = context;
            recentStreams[slot] = Math.max(0, stream);
        }
        hole(TemplateOp.TEXT, stream, from, to, 0);
    }

    /// A varint or eight bytes go to the stream of numbers of a name.
    void number(int op, int name, long value) {
        hole(op, name < 0 ? NONE : ofName(name, 1), 0, 0, value);
    }

    void open() {
        flushLiteral();
        program.putByte(TemplateOp.OPEN);
    }

    void close() {
        flushLiteral();
        program.putByte(TemplateOp.CLOSE);
    }

    void entry(int name) {
        flushLiteral();
        failed |= name < 0;
        program.putByte(TemplateOp.ENTRY);
        program.putVarint(Math.max(0, name));
    }

    void endEntry() {
        flushLiteral();
        program.putByte(TemplateOp.END_ENTRY);
    }

    /// The number of the name `bytes[from, to)`; -1 when there are too many.
    int name(byte[] bytes, int from, int to) {
        int slot = Math.min(holes, recentNames.length - 1);
        int recent = recentNames[slot];
        if (recent < names.size() && names.isValue(recent, bytes, from, to)) {
            return recent;
        }
        int name = names.find(bytes, from, to);
        if (name == NONE && names.size() < Limits.NAMES) {
            name = names.intern(bytes, from, to);
        }
        recentNames[slot] = Math.max(0, name);
        return name;
    }

    int rows() {
        return rows;
    }

    int wholeRows() {
        return wholeRows;
    }

    long[] rowTemplates() {
        return rowTemplates;
    }

    BytesColumn templates() {
        return templates.view();
    }

    BytesColumn names() {
        return names.view();
    }

    List<Stream> streams() {
        return streams;
    }

    private void hole(int op, int stream, int from, int to, long number) {
        flushLiteral();
        if (stream == NONE || holes == Limits.HOLES) {
            failed = true;
            return;
        }
        if (holes == holeStream.length) {
            holeStream = Arrays.copyOf(holeStream, holes * 2);
            holeStart = Arrays.copyOf(holeStart, holes * 2);
            holeEnd = Arrays.copyOf(holeEnd, holes * 2);
            holeNumber = Arrays.copyOf(holeNumber, holes * 2);
        }
        program.putByte(op);
        program.putVarint(stream);
        holeStream[holes] = stream;
        holeStart[holes] = from;
        holeEnd[holes] = to;
        holeNumber[holes++] = number;
    }

    private void flushLiteral() {
        if (literalStart < literalEnd) {
            program.putByte(TemplateOp.LITERAL);
            program.putVarint(literalEnd - literalStart);
            program.putBytes(data, literalStart, literalEnd - literalStart);
            literalStart = literalEnd;
        }
    }

    private int ofName(int name, int type) {
        int stream = named[type][name];
        if (stream == NONE && streams.size() < Limits.STREAMS) {
            stream = streams.size();
            streams.add(type == 0 ? Stream.texts(name) : Stream.numbers(name));
            named[type][name] = stream;
        }
        return stream;
    }

    /// Two places with one hash share a stream: that costs size at worst.
    private int ofPlace(long before, int ordinal) {
        long hash = Hash64.of(before, ordinal) | 1;
        int mask = placeHashes.length - 1;
        int slot = (int) (hash >>> 32) & mask;
        while (placeHashes[slot] != 0) {
            if (placeHashes[slot] == hash) {
                return placeStreams[slot];
            }
            slot = (slot + 1) & mask;
        }
        if (streams.size() == Limits.STREAMS) {
            return NONE;
        }
        placeHashes[slot] = hash;
        placeStreams[slot] = streams.size();
        streams.add(Stream.texts());
        return placeStreams[slot];
    }
}
