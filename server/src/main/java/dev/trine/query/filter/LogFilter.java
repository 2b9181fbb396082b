package dev.trine.query.filter;

import dev.trine.model.AnyValue;
import dev.trine.model.BytesColumn;
import dev.trine.model.LogBatch;
import dev.trine.model.TimeRange;
import dev.trine.model.TraceId;
import dev.trine.storage.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds log records. The time of a record is its own or, without one, when it was observed.
public final class LogFilter implements RowFilter<LogBatch> {
    private static final int SEVERITY = LogBatch.SCHEMA.indexOf("severity_number");
    private static final int RESOURCE = LogBatch.SCHEMA.indexOf("resource");

    private final LogCriteria criteria;
    private final RowSelection selection;
    private final @Nullable TextFilter text;

    public LogFilter(LogCriteria criteria) {
        this.criteria = criteria;
        selection =
                new RowSelection(new ResourceFilter(criteria.services(), criteria.attributes()));
        text = criteria.text().map(TextFilter::new).orElse(null);
    }

    @Override
    public long columns() {
        List<String> columns = new ArrayList<>(List.of("time_nanos", "observed_nanos"));
        if (criteria.traceId().isPresent()) {
            columns.addAll(List.of("trace_id_high", "trace_id_low"));
        }
        if (criteria.spanId().isPresent()) {
            columns.add("span_id");
        }
        if (criteria.minSeverity() > 0) {
            columns.add("severity_number");
        }
        if (!criteria.services().isEmpty() || !criteria.attributes().isEmpty()) {
            columns.add("resource");
        }
        if (!criteria.attributes().isEmpty()) {
            columns.add("attributes");
        }
        if (text != null) {
            columns.addAll(List.of("event_name", "body", "attributes"));
        }
        return LogBatch.SCHEMA.set(columns.toArray(new String[0]));
    }

    @Override
    public Optional<LogBatch> candidates(Block<LogBatch> block) {
        return mayMatch(block) ? selection.read(block, columns(), text != null) : Optional.empty();
    }

    private boolean mayMatch(Block<LogBatch> block) {
        int lowest = criteria.minSeverity();
        return (lowest == 0 || block.mayHave(SEVERITY, severity -> severity >= lowest))
                && criteria.traceId().map(block::mayContainTrace).orElse(true)
                && criteria.text().map(block::mayContain).orElse(true)
                && selection.mayMatch(block, RESOURCE);
    }

    @Override
    public int select(LogBatch batch, TimeRange range, int[] rows) {
        int count = byTime(batch, range, rows);
        if (criteria.traceId().isPresent()) {
            count = byTrace(batch, criteria.traceId().get(), rows, count);
        }
        if (criteria.spanId().isPresent()) {
            count = bySpan(batch, criteria.spanId().getAsLong(), rows, count);
        }
        count = bySeverity(batch, rows, count);
        count = selection.byService(batch.resources(), batch.resource, rows, count);
        if (text != null) {
            count = byText(batch, text, rows, count);
        }
        return selection.byAttributes(
                batch.resources(), batch.resource, batch.attributes, rows, count);
    }

    private static int byTime(LogBatch batch, TimeRange range, int[] rows) {
        int size = batch.rows();
        int count = 0;
        for (int row = 0; row < size; row++) {
            if (range.contains(batch.effectiveNanos(row))) {
                rows[count++] = row;
            }
        }
        return count;
    }

    private static int byTrace(LogBatch batch, TraceId id, int[] rows, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (batch.traceIdLow.get(row) == id.low() && batch.traceIdHigh.get(row) == id.high()) {
                rows[kept++] = row;
            }
        }
        return kept;
    }

    private static int bySpan(LogBatch batch, long spanId, int[] rows, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (batch.spanId.get(rows[i]) == spanId) {
                rows[kept++] = rows[i];
            }
        }
        return kept;
    }

    private int bySeverity(LogBatch batch, int[] rows, int count) {
        if (criteria.minSeverity() == 0) {
            return count;
        }
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (batch.severityNumber.get(rows[i]) >= criteria.minSeverity()) {
                rows[kept++] = rows[i];
            }
        }
        return kept;
    }

    private int byText(LogBatch batch, TextFilter wanted, int[] rows, int count) {
        boolean[] found = selection.clearedMarks(batch.rows());
        boolean[] maybe = selection.scratch();
        wanted.markPlain(batch.eventName, rows, count, found);
        wanted.markEncoded(batch.body, rows, count, LogFilter::inBody, maybe, found);
        wanted.markEncoded(batch.attributes, rows, count, RowSelection::inAttributes, maybe, found);
        return RowSelection.marked(found, rows, count);
    }

    private static boolean inBody(TextFilter text, BytesColumn bodies, int row) {
        return text.inValue(AnyValue.of(bodies, row));
    }
}
