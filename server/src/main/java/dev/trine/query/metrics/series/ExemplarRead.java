package dev.trine.query.metrics.series;

import dev.trine.model.Attributes;
import dev.trine.model.Exemplar;
import dev.trine.model.HistogramPoint;
import dev.trine.model.Labels;
import dev.trine.model.LabelsBuilder;
import dev.trine.model.MetricBatch;
import dev.trine.query.exec.Query;
import dev.trine.query.series.LabelMatcher;
import dev.trine.query.syntax.NumberText;
import dev.trine.storage.BatchStore;
import dev.trine.storage.Block;
import dev.trine.storage.ScanRequest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One reading of the exemplars of the series that match. Used by one thread.
///
/// An exemplar of an explicit histogram belongs to the bucket that its value is in, as Prometheus's
/// own receiver has it.
final class ExemplarRead {
    /// Exemplars are stored with a point that is written after them: senders export once a minute,
    /// some less often.
    private static final long EXPORT_MS = 3_600_000;

    private static final long POINT_BYTES = 200;
    private static final long TABLES = 0;
    private static final long COLUMNS =
            MetricBatch.SCHEMA.set("series", "time_nanos", "payload", "exemplars");

    private final SourceIndexes indexes;
    private final List<LabelMatcher> matchers;
    private final long minMs;
    private final long maxMs;
    private final Query query;
    private final IdentityHashMap<Object, Map<Integer, SeriesEntry>> wanted =
            new IdentityHashMap<>();
    private final Map<Labels, NavigableSet<SeriesExemplars.Point>> found;

    /// @param minMs time of the earliest exemplar wanted
    /// @param maxMs time of the latest one
    /// @param found what is found is added to this
    ExemplarRead(
            SourceIndexes indexes,
            List<LabelMatcher> matchers,
            long minMs,
            long maxMs,
            Map<Labels, NavigableSet<SeriesExemplars.Point>> found,
            Query query) {
        this.indexes = indexes;
        this.matchers = matchers;
        this.minMs = minMs;
        this.maxMs = maxMs;
        this.found = found;
        this.query = query;
    }

    void run(BatchStore<MetricBatch> store) {
        store.scanBlocks(
                new SelectedRange(minMs - EXPORT_MS, maxMs + EXPORT_MS).nanos(),
                ScanRequest.Order.ANY,
                this::visit);
    }

    private boolean visit(Block<MetricBatch> block) {
        query.check();
        Map<Integer, SeriesEntry> here = wanted.get(block.source());
        if (here == null) {
            here = new HashMap<>();
            wanted.put(block.source(), here);
            Map<Integer, SeriesEntry> entries = here;
            block.read(TABLES).ifPresent(tables -> addEntries(block.source(), tables, entries));
        }
        if (!here.isEmpty()) {
            Map<Integer, SeriesEntry> entries = here;
            block.read(COLUMNS).ifPresent(batch -> read(batch, entries));
        }
        return true;
    }

    private void addEntries(Object source, MetricBatch tables, Map<Integer, SeriesEntry> entries) {
        for (SeriesEntry entry : indexes.of(source, tables).matching(matchers)) {
            boolean carries =
                    switch (entry.reading()) {
                        case NUMBER, REMOTE, BUCKETS, EXPONENTIAL -> true;
                        case HISTOGRAM_SUM,
                                HISTOGRAM_COUNT,
                                QUANTILES,
                                SUMMARY_SUM,
                                SUMMARY_COUNT,
                                TARGET ->
                                false;
                    };
            if (carries) {
                entries.put(entry.row(), entry);
            }
        }
    }

    private void read(MetricBatch batch, Map<Integer, SeriesEntry> entries) {
        for (int row = 0; row < batch.rows(); row++) {
            if (batch.exemplars.length(row) > 0) {
                SeriesEntry entry = entries.get(batch.series.get(row));
                if (entry != null) {
                    read(batch, row, entry);
                }
            }
        }
    }

    private void read(MetricBatch batch, int row, SeriesEntry entry) {
        for (Exemplar exemplar : Exemplar.of(batch.exemplars, row)) {
            long nanos =
                    exemplar.timeNanos() == 0 ? batch.timeNanos.get(row) : exemplar.timeNanos();
            long timeMs = Math.floorDiv(nanos, 1_000_000L);
            if (timeMs < minMs || timeMs > maxMs) {
                continue;
            }
            double value = value(exemplar);
            Labels series = series(batch, row, entry, value);
            if (series != null) {
                query.charge(POINT_BYTES);
                found.computeIfAbsent(series, _ -> new TreeSet<>())
                        .add(new SeriesExemplars.Point(labels(exemplar), value, timeMs));
            }
        }
    }

    private @Nullable Labels series(MetricBatch batch, int row, SeriesEntry entry, double value) {
        if (entry.reading() != SeriesEntry.Reading.BUCKETS) {
            return entry.labels();
        }
        double end = Double.POSITIVE_INFINITY;
        for (double bound : HistogramPoint.of(batch.payload, row).explicitBounds()) {
            if (value <= bound) {
                end = bound;
                break;
            }
        }
        Labels series = entry.labels().with(entry.reading().rowLabel(), NumberText.format(end));
        boolean matches =
                matchers.stream().allMatch(matcher -> matcher.matches(series.get(matcher.name())));
        return matches ? series : null;
    }

    private static double value(Exemplar exemplar) {
        return switch (exemplar.valueKind()) {
            case MetricBatch.VALUE_DOUBLE -> Double.longBitsToDouble(exemplar.value());
            case MetricBatch.VALUE_INT -> (double) exemplar.value();
            default -> 0;
        };
    }

    private static Labels labels(Exemplar exemplar) {
        LabelsBuilder labels = new LabelsBuilder();
        Attributes attributes = exemplar.attributes();
        while (attributes.next()) {
            labels.set(attributes.key(), attributes.value().text());
        }
        HexFormat hex = HexFormat.of();
        if ((exemplar.traceIdHigh() | exemplar.traceIdLow()) != 0) {
            labels.set(
                    "trace_id",
                    hex.toHexDigits(exemplar.traceIdHigh())
                            + hex.toHexDigits(exemplar.traceIdLow()));
        }
        if (exemplar.spanId() != 0) {
            labels.set("span_id", hex.toHexDigits(exemplar.spanId()));
        }
        return labels.build();
    }
}
