package dev.trine.query.services;

import dev.trine.model.SpanBatch;
import dev.trine.model.TimeRange;
import dev.trine.query.column.DistinctCount;
import dev.trine.query.column.Hashing;
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

/// All services that sent spans. Requests are a service's server and consumer spans; of a service
/// that has none, its spans without a parent. A span sent twice counts once.
public final class ServiceCatalog implements TraceSliceVisitor {
    /// What one service is charged with; its sketches seldom grow to more.
    private static final long SERVICE_BYTES = 64 << 10;

    private final TimeRange range;
    private final Query query;
    private final ServiceNames names = new ServiceNames();
    private final List<Service> services = new ArrayList<>();
    private DistinctSpans seen;

    private ServiceCatalog(TimeRange range, Query query) {
        this.range = range;
        this.query = query;
        seen = new DistinctSpans(query);
    }

    /// The services with spans that start in a range, by name.
    public static List<Service> of(SpanStore store, TimeRange range, Query query) {
        ServiceCatalog catalog = new ServiceCatalog(range, query);
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
                        "resource");
        store.slices(range, columns, DistinctSpans.fitting(query), catalog);
        catalog.services.sort(Comparator.comparing(Service::name));
        return catalog.services;
    }

    @Override
    public void visit(SpanBatch batch, TraceSlice slice) {
        query.check();
        for (int row = 0, end = batch.rows(); row < end; row++) {
            if (range.contains(batch.startNanos.get(row))
                    && slice.contains(batch.traceIdHigh.get(row), batch.traceIdLow.get(row))
                    && seen.add(batch, row)) {
                add(batch, row);
            }
        }
    }

    private void add(SpanBatch batch, int row) {
        int number = names.number(batch.resources(), batch.resource.get(row));
        if (number == services.size()) {
            query.charge(SERVICE_BYTES);
            services.add(new Service(names.name(number)));
        }
        services.get(number).add(batch, row);
    }

    @Override
    public void endSlice() {
        seen.release();
        seen = new DistinctSpans(query);
    }

    /// One service.
    public static final class Service {
        private final String name;
        private final Red requests = new Red();
        private final Red roots = new Red();
        private final DistinctCount traces = new DistinctCount();
        private long spanCount;
        private long firstSeenNanos = Long.MAX_VALUE;
        private long lastSeenNanos = Long.MIN_VALUE;

        private Service(String name) {
            this.name = name;
        }

        private void add(SpanBatch batch, int row) {
            long start = batch.startNanos.get(row);
            spanCount++;
            firstSeenNanos = Math.min(firstSeenNanos, start);
            lastSeenNanos = Math.max(lastSeenNanos, start);
            traces.add(Hashing.mix(batch.traceIdHigh.get(row), batch.traceIdLow.get(row)));
            int kind = batch.kind.get(row);
            boolean failed = batch.statusCode.get(row) == SpanStatus.ERROR;
            if (kind == SpanKind.SERVER || kind == SpanKind.CONSUMER) {
                requests.add(batch.endNanos.get(row) - start, failed);
            } else if (batch.parentSpanId.get(row) == 0) {
                roots.add(batch.endNanos.get(row) - start, failed);
            }
        }

        public String name() {
            return name;
        }

        public long spanCount() {
            return spanCount;
        }

        /// Distinct traces; an estimate for more than a few thousand, see [DistinctCount].
        public long traceCount() {
            return traces.count();
        }

        public long firstSeenNanos() {
            return firstSeenNanos;
        }

        public long lastSeenNanos() {
            return lastSeenNanos;
        }

        /// Its requests.
        public Red red() {
            return requests.requests() > 0 ? requests : roots;
        }
    }
}
