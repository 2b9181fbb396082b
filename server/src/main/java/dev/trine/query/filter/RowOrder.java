package dev.trine.query.filter;

import dev.trine.model.Batch;
import dev.trine.model.BytesColumn;
import dev.trine.model.LogBatch;
import dev.trine.model.SpanBatch;
import dev.trine.query.column.Hashing;
import dev.trine.query.column.RowCopy;

/// Where rows of one signal stand in a list, and how some of them are copied.
public sealed interface RowOrder<B extends Batch> {
    /// Spans by start, trace id and span id. Spans that have all of them in common are one span sent
    /// twice.
    RowOrder<SpanBatch> SPANS = new Spans();

    /// Log records by time and a hash of all else. Records that are equal in everything are still
    /// several: two lines may say the same at the same time.
    RowOrder<LogBatch> LOGS = new Logs();

    long timeNanos(B batch, int row);

    /// The key of a row, of rank 0.
    RowKey key(B batch, int row);

    /// The set of columns that [#timeNanos] and [#key] read.
    long keyColumns();

    /// The set of all columns.
    long allColumns();

    /// Whether rows with the same key are all listed.
    boolean listsEqualRows();

    /// A new batch of some rows over the same side tables.
    B copy(B batch, int[] rows, int count);

    /// The order of spans.
    final class Spans implements RowOrder<SpanBatch> {
        private Spans() {}

        @Override
        public long timeNanos(SpanBatch batch, int row) {
            return batch.startNanos.get(row);
        }

        @Override
        public RowKey key(SpanBatch batch, int row) {
            return new RowKey(
                    batch.startNanos.get(row),
                    batch.traceIdHigh.get(row),
                    batch.traceIdLow.get(row),
                    batch.spanId.get(row));
        }

        @Override
        public long keyColumns() {
            return SpanBatch.SCHEMA.set("start_nanos", "trace_id_high", "trace_id_low", "span_id");
        }

        @Override
        public long allColumns() {
            return SpanBatch.SCHEMA.all();
        }

        @Override
        public boolean listsEqualRows() {
            return false;
        }

        @Override
        public SpanBatch copy(SpanBatch batch, int[] rows, int count) {
            return new SpanBatch(
                    RowCopy.columns(batch.columns(), rows, count),
                    batch.resources(),
                    batch.scopes());
        }
    }

    /// The order of log records.
    final class Logs implements RowOrder<LogBatch> {
        private Logs() {}

        @Override
        public long timeNanos(LogBatch batch, int row) {
            return batch.effectiveNanos(row);
        }

        @Override
        public RowKey key(LogBatch batch, int row) {
            long identity =
                    Hashing.mix(
                            batch.traceIdHigh.get(row),
                            batch.traceIdLow.get(row),
                            batch.spanId.get(row));
            identity = Hashing.mix(identity, batch.severityNumber.get(row), batch.flags.get(row));
            identity =
                    Hashing.mix(
                            identity,
                            batch.observedNanos.get(row),
                            batch.droppedAttributes.get(row));
            identity =
                    Hashing.mix(
                            identity, hash(batch.severityText, row), hash(batch.eventName, row));
            identity = Hashing.mix(identity, hash(batch.resources(), batch.resource.get(row)));
            identity = Hashing.mix(identity, hash(batch.scopes(), batch.scope.get(row)));
            return new RowKey(
                    batch.effectiveNanos(row),
                    identity,
                    Hashing.mix(hash(batch.body, row), hash(batch.attributes, row)),
                    0);
        }

        private static long hash(BytesColumn column, int row) {
            return Hashing.hash(column.data(), column.start(row), column.end(row));
        }

        @Override
        public long keyColumns() {
            return allColumns();
        }

        @Override
        public long allColumns() {
            return LogBatch.SCHEMA.all();
        }

        @Override
        public boolean listsEqualRows() {
            return true;
        }

        @Override
        public LogBatch copy(LogBatch batch, int[] rows, int count) {
            return new LogBatch(
                    RowCopy.columns(batch.columns(), rows, count),
                    batch.resources(),
                    batch.scopes());
        }
    }
}
