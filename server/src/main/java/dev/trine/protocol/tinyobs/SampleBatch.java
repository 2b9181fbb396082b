package dev.trine.protocol.tinyobs;

import dev.trine.model.BytesColumn;
import dev.trine.model.Labels;
import dev.trine.model.MetricBatch;
import dev.trine.model.MetricEntry;
import dev.trine.model.PrometheusScope;
import dev.trine.model.SeriesTable;
import dev.trine.wire.ProtoWriter;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/// Turns samples into the rows of a batch; used by one thread. Series are stored under the scope of
/// Prometheus, their labels as attributes. What says whose they are is repeated as the resource:
/// `service`, or else `job`, and `instance`.
///
/// Times are kept in ms, as PromQL has them: the digits behind are noise of the sender's clock that
/// would not compress. Of several samples of a series in a row at one time the last counts.
final class SampleBatch {
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

    SampleBatch() {
        batch.scopes().append(PrometheusScope.entry(PrometheusScope.SAMPLES));
    }

    MetricBatch batch() {
        return batch;
    }

    /// Adds a sample without fault.
    void add(Sample sample) {
        Latest latest = latestOf(sample);
        long bits = Double.doubleToRawLongBits(sample.value());
        long nanos = sample.timeMs() * 1_000_000;
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

    private Latest latestOf(Sample sample) {
        int metric = metric(sample);
        attributes.truncate(0);
        attribute(attributes, Labels.NAME, sample.name());
        sample.labels().forEach((label, value) -> attribute(attributes, label, value));
        Series key = new Series(metric, ByteBuffer.wrap(attributes.toByteArray()));
        return series.computeIfAbsent(key, _ -> new Latest(add(metric, sample.labels())));
    }

    private int add(int metric, Map<String, String> labels) {
        SeriesTable table = batch.seriesTable;
        table.resource().append(resource(labels));
        table.scope().append(0);
        table.metric().append(metric);
        table.attributes().append(attributes.data(), 0, attributes.size());
        return table.size() - 1;
    }

    private int metric(Sample sample) {
        scratch.truncate(0);
        scratch.stringField(1, sample.name());
        sample.type().ifPresent(this::type);
        if (sample.type().filter(SampleType.COUNTER::equals).isPresent()) {
            int sum = scratch.begin(7);
            scratch.varintField(2, MetricEntry.TEMPORALITY_CUMULATIVE);
            scratch.varintField(3, 1);
            scratch.end(sum);
        } else {
            scratch.bytesField(5, NOTHING);
        }
        return row(metrics, batch.seriesTable.metrics());
    }

    private void type(SampleType type) {
        int entry = scratch.begin(12);
        scratch.stringField(1, PrometheusScope.TYPE_KEY);
        int value = scratch.begin(2);
        scratch.stringField(1, type.label());
        scratch.end(value);
        scratch.end(entry);
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
