package dev.trine.model;

import java.util.ArrayList;
import java.util.List;

/// Rows of one signal in columns, with the resources and scopes they refer to. What a receiver
/// builds, what the log stores, what a head holds and what a scan gives back are all batches.
///
/// Single writer while it is being filled; immutable and safe to share from the moment it is handed
/// on. A resource entry is an encoded OTLP `ResourceSpans` (`ResourceLogs`, `ResourceMetrics` have
/// the same field numbers) without its children: `resource = 1`, `schema_url = 3`. A scope entry is
/// likewise an encoded `ScopeSpans` without its children: `scope = 1`, `schema_url = 3`. Both tables
/// may be shared between batches and may hold entries that no row refers to.
public abstract sealed class Batch permits SpanBatch, LogBatch, MetricBatch {
    private final Schema schema;
    private final List<Column> columns;
    private final BytesColumn resources;
    private final BytesColumn scopes;

    Batch(Schema schema, List<Column> columns, BytesColumn resources, BytesColumn scopes) {
        if (columns.size() != schema.columns().size()) {
            throw new IllegalArgumentException(
                    "columns: " + columns.size() + " (expected: " + schema.columns().size() + ")");
        }
        this.schema = schema;
        this.columns = List.copyOf(columns);
        this.resources = resources;
        this.scopes = scopes;
    }

    public final Schema schema() {
        return schema;
    }

    public final Signal signal() {
        return schema.signal();
    }

    /// All columns in the order of the schema.
    public final List<Column> columns() {
        return columns;
    }

    public final BytesColumn resources() {
        return resources;
    }

    public final BytesColumn scopes() {
        return scopes;
    }

    /// How many rows there are.
    public abstract int rows();

    /// Bytes of heap held by the columns and side tables.
    public long heapBytes() {
        long bytes = resources.heapBytes() + scopes.heapBytes();
        for (Column column : columns) {
            bytes += column.heapBytes();
        }
        return bytes;
    }

    final LongColumn longs(int index) {
        return (LongColumn) columns.get(index);
    }

    final IntColumn ints(int index) {
        return (IntColumn) columns.get(index);
    }

    final BytesColumn bytes(int index) {
        return (BytesColumn) columns.get(index);
    }

    /// Columns that a scan left out are empty, so the longest tells.
    final int rowsOfLongest() {
        int rows = 0;
        for (Column column : columns) {
            rows = Math.max(rows, column.size());
        }
        return rows;
    }

    static List<Column> emptyColumns(Schema schema, int capacity) {
        List<Column> columns = new ArrayList<>(schema.columns().size());
        for (Schema.Field field : schema.columns()) {
            columns.add(
                    switch (field.type()) {
                        case INT -> new IntColumn(capacity);
                        case LONG -> new LongColumn(capacity);
                        case BYTES -> new BytesColumn(capacity, 64);
                    });
        }
        return columns;
    }
}
