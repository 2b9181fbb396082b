package dev.trine.query.metrics;

import dev.trine.model.Attributes;
import dev.trine.model.MetricBatch;
import dev.trine.model.MetricEntry;
import dev.trine.model.ResourceEntry;
import dev.trine.model.SeriesTable;
import dev.trine.query.filter.AttributeMatch;
import dev.trine.query.filter.ServiceNames;
import java.util.Arrays;
import java.util.IdentityHashMap;

/// Judges series, each once a row of a series table; a point's verdict is then an array lookup. Not
/// safe for use by several threads.
final class SeriesFilter {
    /// A series that has not been judged yet.
    static final int UNSEEN = -2;

    /// A series that was not asked for.
    static final int UNWANTED = -1;

    private static final int MAX_TABLES = 4_096;

    private final MetricCriteria criteria;
    private final IdentityHashMap<SeriesTable, int[]> tables = new IdentityHashMap<>();

    SeriesFilter(MetricCriteria criteria) {
        this.criteria = criteria;
    }

    /// What is known of the rows of a table: [#UNSEEN] at first, then what the caller notes.
    int[] known(SeriesTable table) {
        int[] known = tables.get(table);
        if (known == null || known.length < table.size()) {
            if (tables.size() == MAX_TABLES) {
                tables.clear();
            }
            int length = known == null ? 0 : known.length;
            known = known == null ? new int[table.size()] : Arrays.copyOf(known, table.size());
            Arrays.fill(known, length, known.length, UNSEEN);
            tables.put(table, known);
        }
        return known;
    }

    /// Whether a series was asked for.
    boolean isWanted(MetricBatch batch, int row) {
        SeriesTable table = batch.seriesTable;
        if (!MetricEntry.of(table.metrics(), table.metric().get(row))
                .name()
                .equals(criteria.name())) {
            return false;
        }
        ResourceEntry resource = ResourceEntry.of(batch.resources(), table.resource().get(row));
        if (!criteria.services().isEmpty()
                && !criteria.services().contains(ServiceNames.nameOf(resource))) {
            return false;
        }
        for (AttributeMatch match : criteria.resource()) {
            if (!match.in(resource.attributes())) {
                return false;
            }
        }
        Attributes attributes = new Attributes().reset(table.attributes(), row);
        for (AttributeMatch match : criteria.attributes()) {
            if (!match.in(attributes)) {
                return false;
            }
        }
        return true;
    }
}
