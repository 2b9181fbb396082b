package dev.trine.model;

import java.util.List;

/// Metric points in columns; one row a data point, its series in a table beside them.
///
/// Source: `opentelemetry/proto/metrics/v1/metrics.proto`, version 1.11.
public final class MetricBatch extends Batch {
    /// Names and types of the columns, in file order.
    public static final Schema SCHEMA =
            new Schema(
                    Signal.METRICS,
                    List.of(
                            new Schema.Field("series", Schema.Type.INT),
                            new Schema.Field("time_nanos", Schema.Type.LONG),
                            new Schema.Field("start_nanos", Schema.Type.LONG),
                            new Schema.Field("value", Schema.Type.LONG),
                            new Schema.Field("value_kind", Schema.Type.INT),
                            new Schema.Field("flags", Schema.Type.INT),
                            new Schema.Field("payload", Schema.Type.BYTES),
                            new Schema.Field("exemplars", Schema.Type.BYTES)));

    /// [#valueKind]: no number (a histogram, a summary, or a point without a recorded value).
    public static final int VALUE_NONE = 0;

    /// [#valueKind]: [#value] holds `Double.doubleToRawLongBits`.
    public static final int VALUE_DOUBLE = 1;

    /// [#valueKind]: [#value] holds an int64.
    public static final int VALUE_INT = 2;

    /// Row of [#seriesTable].
    public final IntColumn series;

    /// Time of the point, nanoseconds since the Unix epoch; never 0.
    public final LongColumn timeNanos;

    /// Start of the period covered; 0 = unknown.
    public final LongColumn startNanos;

    /// Raw bits of the number: a double or an int64, by [#valueKind]; 0 when there is none.
    public final LongColumn value;

    /// What [#value] is: one of the `VALUE_` constants.
    public final IntColumn valueKind;

    /// DataPointFlags (bit 0: no recorded value).
    public final IntColumn flags;

    /// For histogram, exponential histogram and summary: the OTLP data point message without its
    /// attributes, times, flags and exemplars. Empty for numbers.
    public final BytesColumn payload;

    /// Exemplars: concatenated `Exemplar` messages, each as a length-delimited field 1
    /// (tag 0x0A, length, message).
    public final BytesColumn exemplars;

    /// The series that [#series] refers to; may be shared between batches.
    public final SeriesTable seriesTable;

    /// An empty batch with room for `capacity` rows before its columns grow.
    public MetricBatch(int capacity) {
        this(
                Batch.emptyColumns(SCHEMA, capacity),
                new BytesColumn(4, 256),
                new BytesColumn(4, 256),
                new SeriesTable(capacity));
    }

    /// A batch over columns made elsewhere, in the order of [#SCHEMA]. A column that was not
    /// asked for in a scan is empty.
    public MetricBatch(
            List<Column> columns,
            BytesColumn resources,
            BytesColumn scopes,
            SeriesTable seriesTable) {
        super(SCHEMA, columns, resources, scopes);
        series = ints(0);
        timeNanos = longs(1);
        startNanos = longs(2);
        value = longs(3);
        valueKind = ints(4);
        flags = ints(5);
        payload = bytes(6);
        exemplars = bytes(7);
        this.seriesTable = seriesTable;
    }

    @Override
    public long heapBytes() {
        return super.heapBytes() + seriesTable.heapBytes();
    }

    @Override
    public int rows() {
        return rowsOfLongest();
    }
}
