package dev.trine.model;

import dev.trine.wire.ProtoWriter;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/// Turns samples with exact labels into the rows of a batch; used by one thread. Series are stored under
/// the scope of Prometheus, their labels as attributes. What says whose they are is repeated as the
/// resource: `service`, or else `job`, and `instance`.
///
/// Times are in ms, as PromQL has them: the digits behind are noise of the sender's clock that would not
/// compress. Of several samples of a series in a row at one time the last counts.
public final class SampleBatch {
    private static final byte[] NOTHING = {};

    private final MetricBatch batch = new MetricBatch(64);
    private final Map<ByteBuffer, Integer> resources = new HashMap<>();
    private final Map<ByteBuffer, Integer> metrics = new HashMap<>();
    private final Map<Series, Latest> series = new HashMap<>();
    private final ProtoWriter attributes = new ProtoWriter(512);
    private final ProtoWriter scratch = new ProtoWriter(256);

    private record Series(int metric, ByteBuffer attributes) {}

    /// The row of the series, and the row of its latest sample.
    private static final class Latest {
        final int series;
        int row = -1;

        Latest(int series) {
            this.series = series;
        }
    }

    /// What is known of a metric.
    ///
    /// @param type `counter`, `gauge`, `histogram`; "" = unknown
    /// @param help "" = none
    public record About(String type, String help) {}

    public SampleBatch() {
        batch.scopes().append(PrometheusScope.entry(PrometheusScope.SAMPLES));
    }

    /// The rows so far; to be handed over when all are there.
    public MetricBatch batch() {
        return batch;
    }

    /// Adds a sample.
    ///
    /// @param labels by name, without empty ones, without the metric's name
    /// @param timeMs after 1970
    public void add(
            String name, SortedMap<String, String> labels, About about, long timeMs, double value) {
        Latest latest = latestOf(name, labels, about);
        long bits = Double.doubleToRawLongBits(value);
        long nanos = Math.multiplyExact(timeMs, 1_000_000L);
        if (latest.row >= 0 && batch.timeNanos.get(latest.row) == nanos) {
            batch.value.array()[latest.row] = bits;
            return;
        }
        latest.row = batch.rows();
        batch.series.append(latest.series);
        batch.timeNanos.append(nanos);
        batch.startNanos.append(0);
        batch.value.append(bits);
        batch.valueKind.append(MetricBatch.VALUE_DOUBLE);
        batch.flags.append(0);
        batch.payload.appendEmpty();
        batch.exemplars.appendEmpty();
    }

    private Latest latestOf(String name, SortedMap<String, String> labels, About about) {
        int metric = metric(name, about);
        attributes.truncate(0);
        attribute(attributes, Labels.NAME, name);
        labels.forEach((label, value) -> attribute(attributes, label, value));
        Series key = new Series(metric, ByteBuffer.wrap(attributes.toByteArray()));
        return series.computeIfAbsent(key, _ -> new Latest(add(metric, labels)));
    }

    private int add(int metric, Map<String, String> labels) {
        SeriesTable table = batch.seriesTable;
        table.resource().append(resource(labels));
        table.scope().append(0);
        table.metric().append(metric);
        table.attributes().append(attributes.data(), 0, attributes.size());
        return table.size() - 1;
    }

    private int metric(String name, About about) {
        scratch.truncate(0);
        scratch.stringField(1, name);
        if (!about.help.isEmpty()) {
            scratch.stringField(2, about.help);
        }
        if (!about.type.isEmpty()) {
            int entry = scratch.begin(12);
            scratch.stringField(1, PrometheusScope.TYPE_KEY);
            int value = scratch.begin(2);
            scratch.stringField(1, about.type);
            scratch.end(value);
            scratch.end(entry);
        }
        if (about.type.equals("counter")) {
            int sum = scratch.begin(7);
            scratch.varintField(2, MetricEntry.TEMPORALITY_CUMULATIVE);
            scratch.varintField(3, 1);
            scratch.end(sum);
        } else {
            scratch.bytesField(5, NOTHING);
        }
        return row(metrics, batch.seriesTable.metrics());
    }

    private int resource(Map<String, String> labels) {
        scratch.truncate(0);
        int resource = scratch.begin(1);
        String service = labels.getOrDefault("service", labels.getOrDefault("job", ""));
        if (!service.isEmpty()) {
            attribute(scratch, "service.name", service);
        }
        String instance = labels.getOrDefault("instance", "");
        if (!instance.isEmpty()) {
            attribute(scratch, "service.instance.id", instance);
        }
        scratch.end(resource);
        return row(resources, batch.resources());
    }

    /// The row of what `scratch` holds, added when it is new.
    private int row(Map<ByteBuffer, Integer> rows, BytesColumn column) {
        ByteBuffer entry = ByteBuffer.wrap(scratch.toByteArray());
        Integer known = rows.get(entry);
        if (known != null) {
            return known;
        }
        column.append(scratch.data(), 0, scratch.size());
        rows.put(entry, column.size() - 1);
        return column.size() - 1;
    }

    private static void attribute(ProtoWriter out, String key, String text) {
        int entry = out.begin(1);
        out.stringField(1, key);
        int value = out.begin(2);
        out.stringField(1, text);
        out.end(value);
        out.end(entry);
    }
}
