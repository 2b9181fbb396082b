package dev.trine.storage.annex;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trine.model.AnyValue;
import dev.trine.model.Attributes;
import dev.trine.model.BytesColumn;
import dev.trine.model.LogBatch;
import dev.trine.model.SpanBatch;
import dev.trine.storage.codec.Hash64;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;

/// Finds the words of rows wherever searches for text look: in bodies, names, messages and values of
/// attributes, also of events; numbers, lists and the like as they are shown. One thread.
public final class RowWords {
    private static final int EVENT = 11 << 3 | ProtoReader.BYTES;
    private static final int EVENT_NAME = 2 << 3 | ProtoReader.BYTES;

    private final WordSet words = new WordSet();
    private final WordSet seen = new WordSet();
    private final Attributes attributes = new Attributes();
    private final Attributes eventAttributes = new Attributes(3);

    /// The words and trace ids of a block of log records.
    ///
    /// @return valid until the next call
    /// @throws IllegalArgumentException when a value is not what receivers write
    public WordSet of(LogBatch batch) {
        clear();
        int rows = batch.rows();
        for (int row = 0; row < rows; row++) {
            body(batch.body, row);
            plain(batch.eventName, row);
            entries(attributes.reset(batch.attributes, row));
            long high = batch.traceIdHigh.get(row);
            long low = batch.traceIdLow.get(row);
            if ((high | low) != 0) {
                words.trace(high, low);
            }
        }
        return words;
    }

    /// The words of a block of spans.
    ///
    /// @return valid until the next call
    /// @throws IllegalArgumentException when a value is not what receivers write
    public WordSet of(SpanBatch batch) {
        clear();
        int rows = batch.rows();
        for (int row = 0; row < rows; row++) {
            plain(batch.name, row);
            plain(batch.statusMessage, row);
            entries(attributes.reset(batch.attributes, row));
            if (batch.events.length(row) > 0) {
                events(batch.events, row);
            }
        }
        return words;
    }

    private void clear() {
        words.clear();
        seen.clear();
    }

    private void plain(BytesColumn column, int row) {
        int from = column.start(row);
        int to = column.end(row);
        if (from < to && isNew(column.data(), from, to)) {
            words.text(column.data(), from, to);
        }
    }

    private void body(BytesColumn bodies, int row) {
        AnyValue value = AnyValue.of(bodies, row);
        if (value.kind() == AnyValue.Kind.STRING) {
            words.text(value.data(), value.start(), value.end());
        } else {
            value(value);
        }
    }

    /// Entries that were there before in the block are not taken apart again.
    private void entries(Attributes cursor) {
        while (cursor.next()) {
            if (isNew(cursor.data(), cursor.valueStart(), cursor.valueEnd())) {
                value(cursor.value());
            }
        }
    }

    private boolean isNew(byte[] data, int from, int to) {
        return seen.add(Hash64.of(data, from, to));
    }

    private void value(AnyValue value) {
        switch (value.kind()) {
            case EMPTY -> {}
            case STRING -> words.text(value.data(), value.start(), value.end());
            case BOOL, INT, DOUBLE, BYTES -> shown(value);
            case ARRAY -> {
                shown(value);
                value.elements().forEach(this::value);
            }
            case KEY_VALUES -> {
                shown(value);
                Attributes nested = value.keyValues();
                while (nested.next()) {
                    words.text(nested.data(), nested.keyStart(), nested.keyEnd());
                    value(nested.value());
                }
            }
        }
    }

    private void shown(AnyValue value) {
        byte[] text = value.text().getBytes(UTF_8);
        words.text(text, 0, text.length);
    }

    private void events(BytesColumn events, int row) {
        ProtoReader in = new ProtoReader(events.data(), events.start(row), events.end(row));
        try {
            while (in.more()) {
                int tag = in.tag();
                if (tag == EVENT) {
                    event(in);
                } else {
                    in.skip(tag);
                }
            }
        } catch (MalformedException e) {
            throw new IllegalArgumentException("events: " + e.getMessage(), e);
        }
    }

    private void event(ProtoReader in) throws MalformedException {
        int outer = in.enter();
        entries(eventAttributes.reset(in.data(), in.position(), in.limit()));
        while (in.more()) {
            int tag = in.tag();
            if (tag == EVENT_NAME) {
                int length = in.bytes();
                words.text(in.data(), in.position() - length, in.position());
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
    }
}
