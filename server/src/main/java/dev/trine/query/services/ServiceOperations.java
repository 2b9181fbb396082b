package dev.trine.query.services;

import dev.trine.model.SpanBatch;
import dev.trine.model.TimeRange;
import dev.trine.query.column.Hashing;
import dev.trine.query.column.LongTable;
import dev.trine.query.exec.Query;
import dev.trine.query.filter.ServiceNames;
import dev.trine.query.filter.SpanKind;
import dev.trine.query.filter.SpanStatus;
import dev.trine.storage.SpanStore;
import dev.trine.storage.TraceSlice;
import dev.trine.storage.TraceSliceVisitor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The operations of one service: its server and consumer spans by name and kind; of a service that
/// has none, its spans without a parent. A span sent twice counts once.
public final class ServiceOperations implements TraceSliceVisitor {
    private static final long OPERATION_BYTES = 8 << 10;

    private final String service;
    private final TimeRange range;
    private final Query query;
    private final ServiceNames names = new ServiceNames();
    private final LongTable keys;
    private final List<Operation> operations = new ArrayList<>();
    private DistinctSpans seen;

    private ServiceOperations(String service, TimeRange range, Query query) {
        this.service = service;
        this.range = range;
        this.query = query;
        keys = new LongTable(query, 16);
        seen = new DistinctSpans(query);
    }

    /// One operation.
    ///
    /// @param kind OTLP SpanKind
    public record Operation(String name, int kind, Red red) {
        private boolean isRequest() {
            return kind == SpanKind.SERVER || kind == SpanKind.CONSUMER;
        }
    }

    /// The operations of the spans that start in a range, the most requested first.
    public static List<Operation> of(
            SpanStore store, String service, TimeRange range, Query query) {
        ServiceOperations found = new ServiceOperations(service, range, query);
        long columns =
                SpanBatch.SCHEMA.set(
                        "trace_id_high",
                        "trace_id_low",
                        "span_id",
                        "parent_span_id",
                        "start_nanos",
                        "end_nanos",
                        "kind",
                        "status_code",
                        "resource",
                        "name");
        store.slices(range, columns, DistinctSpans.fitting(query), found);
        boolean serves = found.operations.stream().anyMatch(Operation::isRequest);
        return found.operations.stream()
                .filter(operation -> operation.isRequest() == serves)
                .sorted(
                        Comparator.comparingLong((Operation o) -> -o.red().requests())
                                .thenComparing(Operation::name)
                                .thenComparingInt(Operation::kind))
                .toList();
    }

    @Override
    public void visit(SpanBatch batch, TraceSlice slice) {
        query.check();
        for (int row = 0, end = batch.rows(); row < end; row++) {
            int kind = batch.kind.get(row);
            boolean counts =
                    kind == SpanKind.SERVER
                            || kind == SpanKind.CONSUMER
                            || batch.parentSpanId.get(row) == 0;
            if (counts
                    && range.contains(batch.startNanos.get(row))
                    && names.name(batch.resources(), batch.resource.get(row)).equals(service)
                    && slice.contains(batch.traceIdHigh.get(row), batch.traceIdLow.get(row))
                    && seen.add(batch, row)) {
                add(batch, row, kind);
            }
        }
    }

    @Override
    public void endSlice() {
        seen.release();
        seen = new DistinctSpans(query);
    }

    private void add(SpanBatch batch, int row, int kind) {
        long nameHash = Hashing.hash(batch.name.data(), batch.name.start(row), batch.name.end(row));
        int number = keys.add(Hashing.mix(nameHash, kind));
        if (number == operations.size()) {
            query.charge(OPERATION_BYTES);
            operations.add(new Operation(batch.name.text(row), kind, new Red()));
        }
        operations
                .get(number)
                .red()
                .add(
                        batch.endNanos.get(row) - batch.startNanos.get(row),
                        batch.statusCode.get(row) == SpanStatus.ERROR);
    }
}
