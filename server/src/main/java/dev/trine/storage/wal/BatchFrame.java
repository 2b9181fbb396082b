package dev.trine.storage.wal;

import dev.trine.model.Batch;
import dev.trine.model.BytesColumn;
import dev.trine.model.Column;
import dev.trine.model.IntColumn;
import dev.trine.model.LogBatch;
import dev.trine.model.LongColumn;
import dev.trine.model.MetricBatch;
import dev.trine.model.Schema;
import dev.trine.model.SeriesTable;
import dev.trine.model.Signal;
import dev.trine.model.SpanBatch;
import java.util.ArrayList;
import java.util.List;

/// A batch as the payload of one frame, complete in itself.
///
/// ```
/// +-------------+-------------+---------------+--------------+
/// | version u8  | signal u8   | columns u8    | 0 u8         |
/// +-------------+-------------+---------------+--------------+
/// | rows u32                                                 |
/// +----------------------------------------------------------+
/// | columns in the order of the schema: numbers or strings   |
/// +----------------------------------------------------------+
/// | resources: count u32, strings                            |
/// +----------------------------------------------------------+
/// | scopes: count u32, strings                               |
/// +----------------------------------------------------------+
/// | metrics only: series u32; resource, scope, metric        |
/// | numbers; attributes strings; count u32, metrics strings  |
/// +----------------------------------------------------------+
/// ```
///
/// Little endian. A payload with fewer columns than the schema was written before these were added;
/// they read as zeros and empty strings.
public final class BatchFrame {
    /// What a batch may take on the heap when it is read back, and so at most when written.
    public static final long MAX_HEAP_BYTES = 1L << 30;

    static final int ALL_STRINGS = 0;
    static final int ONE_STRING = 1;

    private static final int VERSION = 1;

    private BatchFrame() {}

    /// Bytes that [#encode] needs at most.
    ///
    /// @throws IllegalArgumentException when the batch is larger than a log may hold, or a column
    ///     does not have all rows
    public static int maxBytes(Batch batch) {
        long bytes = 8 + PayloadWriter.SLACK;
        int rows = batch.rows();
        for (Column column : batch.columns()) {
            if (column.size() != rows) {
                throw new IllegalArgumentException(
                        "column size: " + column.size() + " (expected: " + rows + ")");
            }
            bytes += maxBytes(column);
        }
        bytes += 4 + maxBytes(batch.resources()) + 4 + maxBytes(batch.scopes());
        if (batch instanceof MetricBatch metrics) {
            SeriesTable series = metrics.seriesTable;
            bytes += 4 + maxBytes(series.resource()) + maxBytes(series.scope());
            bytes += maxBytes(series.metric()) + maxBytes(series.attributes());
            bytes += 4 + maxBytes(series.metrics());
        }
        if (bytes > MAX_HEAP_BYTES) {
            throw new IllegalArgumentException(
                    "batch bytes: " + bytes + " (expected: <= " + MAX_HEAP_BYTES + ")");
        }
        return (int) bytes;
    }

    private static long maxBytes(Column column) {
        return switch (column) {
            case LongColumn longs -> 9 + 8L * longs.size();
            case IntColumn ints -> 9 + 4L * ints.size();
            case BytesColumn strings -> 10 + 4L * strings.size() + strings.dataSize();
        };
    }

    /// Writes a batch.
    ///
    /// @param into with room for [#maxBytes] from `offset` on
    /// @return the offset behind the last byte
    public static int encode(Batch batch, byte[] into, int offset) {
        PayloadWriter out = new PayloadWriter(into, offset);
        out.u8(VERSION);
        out.u8(batch.signal().code());
        out.u8(batch.columns().size());
        out.u8(0);
        out.u32(batch.rows());
        for (Column column : batch.columns()) {
            write(out, column);
        }
        table(out, batch.resources());
        table(out, batch.scopes());
        if (batch instanceof MetricBatch metrics) {
            SeriesTable series = metrics.seriesTable;
            out.u32(series.size());
            write(out, series.resource());
            write(out, series.scope());
            write(out, series.metric());
            write(out, series.attributes());
            table(out, series.metrics());
        }
        return out.position();
    }

    private static void table(PayloadWriter out, BytesColumn column) {
        out.u32(column.size());
        write(out, column);
    }

    private static void write(PayloadWriter out, Column column) {
        switch (column) {
            case LongColumn longs -> out.longs(longs.array(), longs.size());
            case IntColumn ints -> out.ints(ints.array(), ints.size());
            case BytesColumn strings -> out.strings(strings.data(), strings.ends(), strings.size());
        }
    }

    /// The signal of a payload; only to be asked after its checksum was found right.
    ///
    /// @throws CorruptFrameException when there is none
    static Signal signal(byte[] payload, int offset, int length) throws CorruptFrameException {
        return signal(new PayloadReader(payload, offset, offset + length, 0));
    }

    /// Reads a batch back.
    ///
    /// @throws CorruptFrameException when the bytes are anything else
    public static Batch decode(byte[] payload, int offset, int length)
            throws CorruptFrameException {
        return decode(payload, offset, length, MAX_HEAP_BYTES);
    }

    static Batch decode(byte[] payload, int offset, int length, long maxHeapBytes)
            throws CorruptFrameException {
        PayloadReader in = new PayloadReader(payload, offset, offset + length, maxHeapBytes);
        Schema schema = schema(signal(in));
        int stored = in.u8("columns");
        if (stored > schema.columns().size()) {
            throw in.corrupt("columns", stored, "<= " + schema.columns().size());
        }
        int reserved = in.u8("reserved");
        if (reserved != 0) {
            throw in.corrupt("reserved", reserved, "0");
        }
        int rows = in.u31("rows");
        List<Column> columns = new ArrayList<>(schema.columns().size());
        for (int i = 0; i < schema.columns().size(); i++) {
            Schema.Field field = schema.columns().get(i);
            columns.add(read(i < stored ? in : in.blank(rows), field, rows));
        }
        BytesColumn resources = in.strings(in.u31("resources"), "resources");
        BytesColumn scopes = in.strings(in.u31("scopes"), "scopes");
        Batch batch =
                switch (schema.signal()) {
                    case TRACES -> new SpanBatch(columns, resources, scopes);
                    case LOGS -> new LogBatch(columns, resources, scopes);
                    case METRICS -> new MetricBatch(columns, resources, scopes, series(in));
                };
        in.end();
        return batch;
    }

    private static Signal signal(PayloadReader in) throws CorruptFrameException {
        int version = in.u8("version");
        if (version != VERSION) {
            throw in.corrupt("version", version, "1");
        }
        int code = in.u8("signal");
        if (code < 1 || code > Signal.values().length) {
            throw in.corrupt("signal", code, "1..3");
        }
        return Signal.ofCode(code);
    }

    private static Schema schema(Signal signal) {
        return switch (signal) {
            case TRACES -> SpanBatch.SCHEMA;
            case LOGS -> LogBatch.SCHEMA;
            case METRICS -> MetricBatch.SCHEMA;
        };
    }

    private static Column read(PayloadReader in, Schema.Field field, int rows)
            throws CorruptFrameException {
        return switch (field.type()) {
            case LONG -> in.longs(rows, field.name());
            case INT -> in.ints(rows, field.name());
            case BYTES -> in.strings(rows, field.name());
        };
    }

    private static SeriesTable series(PayloadReader in) throws CorruptFrameException {
        int count = in.u31("series");
        return new SeriesTable(
                in.ints(count, "series.resource"),
                in.ints(count, "series.scope"),
                in.ints(count, "series.metric"),
                in.strings(count, "series.attributes"),
                in.strings(in.u31("metrics"), "metrics"));
    }
}
