package dev.trine.query.filter;

import dev.trine.model.BytesColumn;
import dev.trine.model.IntColumn;
import dev.trine.model.SpanBatch;
import dev.trine.model.TimeRange;
import dev.trine.model.TraceId;
import dev.trine.storage.Block;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Finds spans. The time of a span is its start.
public final class SpanFilter implements RowFilter<SpanBatch> {
    private static final int STATUS = SpanBatch.SCHEMA.indexOf("status_code");
    private static final int KIND = SpanBatch.SCHEMA.indexOf("kind");
    private static final int RESOURCE = SpanBatch.SCHEMA.indexOf("resource");

    private final SpanCriteria criteria;
    private final byte[][] names;
    private final RowSelection selection;
    private final @Nullable TextFilter text;

    public SpanFilter(SpanCriteria criteria) {
        this.criteria = criteria;
        names =
                criteria.names().stream()
                        .map(name -> name.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new);
        selection =
                new RowSelection(new ResourceFilter(criteria.services(), criteria.attributes()));
        text = criteria.text().map(TextFilter::new).orElse(null);
    }

    @Override
    public long columns() {
        List<String> columns = new ArrayList<>(List.of("start_nanos"));
        if (criteria.traceId().isPresent()) {
            columns.addAll(List.of("trace_id_high", "trace_id_low"));
        }
        if (criteria.spanId().isPresent()) {
            columns.add("span_id");
        }
        if (criteria.status().isPresent()) {
            columns.add("status_code");
        }
        if (criteria.kind().isPresent()) {
            columns.add("kind");
        }
        if (!criteria.anyDuration()) {
            columns.add("end_nanos");
        }
        if (!criteria.services().isEmpty() || !criteria.attributes().isEmpty()) {
            columns.add("resource");
        }
        if (!criteria.attributes().isEmpty()) {
            columns.add("attributes");
        }
        if (names.length > 0) {
            columns.add("name");
        }
        if (text != null) {
            columns.addAll(List.of("name", "status_message", "attributes", "events"));
        }
        return SpanBatch.SCHEMA.set(columns.toArray(new String[0]));
    }

    @Override
    public Optional<SpanBatch> candidates(Block<SpanBatch> block) {
        return mayMatch(block) ? selection.read(block, columns(), text != null) : Optional.empty();
    }

    private boolean mayMatch(Block<SpanBatch> block) {
        return mayHave(block, STATUS, criteria.status())
                && mayHave(block, KIND, criteria.kind())
                && block.mayLast(criteria.minDurationNanos(), criteria.maxDurationNanos())
                && (names.length == 0 || criteria.names().stream().anyMatch(block::mayContainValue))
                && criteria.text().map(block::mayContain).orElse(true)
                && selection.mayMatch(block, RESOURCE);
    }

    private static boolean mayHave(Block<SpanBatch> block, int column, OptionalInt wanted) {
        return wanted.isEmpty() || block.mayHave(column, value -> value == wanted.getAsInt());
    }

    @Override
    public int select(SpanBatch batch, TimeRange range, int[] rows) {
        int count = byTime(batch, range, rows);
        if (criteria.traceId().isPresent()) {
            count = byTrace(batch, criteria.traceId().get(), rows, count);
        }
        if (criteria.spanId().isPresent()) {
            count = bySpan(batch, criteria.spanId().getAsLong(), rows, count);
        }
        count = byNumber(batch.statusCode, criteria.status(), rows, count);
        count = byNumber(batch.kind, criteria.kind(), rows, count);
        count = byDuration(batch, rows, count);
        count = selection.byService(batch.resources(), batch.resource, rows, count);
        count = byName(batch.name, rows, count);
        if (text != null) {
            count = byText(batch, text, rows, count);
        }
        return selection.byAttributes(
                batch.resources(), batch.resource, batch.attributes, rows, count);
    }

    private static int byTime(SpanBatch batch, TimeRange range, int[] rows) {
        long[] starts = batch.startNanos.array();
        int size = batch.rows();
        int count = 0;
        for (int row = 0; row < size; row++) {
            if (range.contains(starts[row])) {
                rows[count++] = row;
            }
        }
        return count;
    }

    private static int byTrace(SpanBatch batch, TraceId id, int[] rows, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (batch.traceIdLow.get(row) == id.low() && batch.traceIdHigh.get(row) == id.high()) {
                rows[kept++] = row;
            }
        }
        return kept;
    }

    private static int bySpan(SpanBatch batch, long id, int[] rows, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (batch.spanId.get(rows[i]) == id) {
                rows[kept++] = rows[i];
            }
        }
        return kept;
    }

    private static int byNumber(IntColumn column, OptionalInt wanted, int[] rows, int count) {
        if (wanted.isEmpty()) {
            return count;
        }
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (column.get(rows[i]) == wanted.getAsInt()) {
                rows[kept++] = rows[i];
            }
        }
        return kept;
    }

    private int byDuration(SpanBatch batch, int[] rows, int count) {
        if (criteria.anyDuration()) {
            return count;
        }
        int kept = 0;
        for (int i = 0; i < count; i++) {
            long duration = batch.endNanos.get(rows[i]) - batch.startNanos.get(rows[i]);
            if (duration >= criteria.minDurationNanos()
                    && duration <= criteria.maxDurationNanos()) {
                rows[kept++] = rows[i];
            }
        }
        return kept;
    }

    private int byName(BytesColumn column, int[] rows, int count) {
        if (names.length == 0) {
            return count;
        }
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (isWanted(column.data(), column.start(rows[i]), column.end(rows[i]))) {
                rows[kept++] = rows[i];
            }
        }
        return kept;
    }

    private boolean isWanted(byte[] data, int from, int to) {
        for (byte[] name : names) {
            if (Arrays.equals(data, from, to, name, 0, name.length)) {
                return true;
            }
        }
        return false;
    }

    private int byText(SpanBatch batch, TextFilter wanted, int[] rows, int count) {
        boolean[] found = selection.clearedMarks(batch.rows());
        boolean[] maybe = selection.scratch();
        wanted.markPlain(batch.name, rows, count, found);
        wanted.markPlain(batch.statusMessage, rows, count, found);
        wanted.markEncoded(batch.attributes, rows, count, RowSelection::inAttributes, maybe, found);
        wanted.markEncoded(batch.events, rows, count, EventText::in, maybe, found);
        return RowSelection.marked(found, rows, count);
    }
}
