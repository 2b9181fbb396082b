package dev.trine.query.metrics;

import dev.trine.model.Attributes;
import dev.trine.model.MetricBatch;
import dev.trine.model.MetricEntry;
import dev.trine.model.ResourceEntry;
import dev.trine.model.ScopeEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// One series of a metric, with its points.
public final class MetricSeries {
    private final MetricEntry entry;
    private final ScopeEntry scope;
    private final NavigableMap<String, String> resource;
    private final NavigableMap<String, String> attributes;
    private final List<Point> points = new ArrayList<>();

    /// A point: a row of a batch.
    public record Point(long timeNanos, MetricBatch batch, int row) {}

    MetricSeries(MetricBatch batch, int series) {
        entry = MetricEntry.of(batch.seriesTable.metrics(), batch.seriesTable.metric().get(series));
        scope = ScopeEntry.of(batch.scopes(), batch.seriesTable.scope().get(series));
        resource =
                texts(
                        ResourceEntry.of(
                                        batch.resources(), batch.seriesTable.resource().get(series))
                                .attributes());
        attributes = texts(new Attributes().reset(batch.seriesTable.attributes(), series));
    }

    /// Attributes as text, by key.
    static NavigableMap<String, String> texts(Attributes attributes) {
        NavigableMap<String, String> texts = new TreeMap<>();
        while (attributes.next()) {
            texts.putIfAbsent(attributes.key(), attributes.value().text());
        }
        return texts;
    }

    void add(MetricBatch batch, int row) {
        points.add(new Point(batch.timeNanos.get(row), batch, row));
    }

    /// Sorts the points by time. Of several with the same time, which is one point sent again, the
    /// first found is kept.
    void finish() {
        points.sort(Comparator.comparingLong(Point::timeNanos));
        int kept = 0;
        for (int i = 0; i < points.size(); i++) {
            if (kept == 0 || points.get(i).timeNanos() != points.get(kept - 1).timeNanos()) {
                points.set(kept++, points.get(i));
            }
        }
        points.subList(kept, points.size()).clear();
    }

    public MetricEntry entry() {
        return entry;
    }

    public ScopeEntry scope() {
        return scope;
    }

    /// Attributes of the resource as text, by key.
    public NavigableMap<String, String> resource() {
        return resource;
    }

    /// Attributes of the points as text, by key.
    public NavigableMap<String, String> attributes() {
        return attributes;
    }

    /// Points by time.
    public List<Point> points() {
        return points;
    }
}
