package dev.trine.query.metrics.series;

import dev.trine.model.Labels;
import dev.trine.model.MetricBatch;
import dev.trine.model.PrometheusScope;
import dev.trine.wire.ProtoWriter;

/// Builds batches of points as remote write stores them.
public final class PrometheusPoints {
    private final MetricBatch batch = new MetricBatch(16);

    public PrometheusPoints() {
        batch.scopes().append(PrometheusScope.entry(PrometheusScope.SAMPLES));
        batch.resources().append(new byte[] {10, 0});
    }

    /// Adds the series of some labels.
    ///
    /// @return its number
    public int series(Labels labels) {
        ProtoWriter metric = new ProtoWriter(64);
        metric.stringField(1, labels.metricName());
        metric.bytesField(5, new byte[0]);
        batch.seriesTable.metrics().append(metric.toByteArray());
        ProtoWriter attributes = new ProtoWriter(256);
        for (int i = 0; i < labels.size(); i++) {
            int entry = attributes.begin(1);
            attributes.stringField(1, labels.name(i));
            int value = attributes.begin(2);
            attributes.stringField(1, labels.value(i));
            attributes.end(value);
            attributes.end(entry);
        }
        batch.seriesTable.resource().append(0);
        batch.seriesTable.scope().append(0);
        batch.seriesTable.metric().append(batch.seriesTable.metrics().size() - 1);
        batch.seriesTable.attributes().append(attributes.toByteArray());
        return batch.seriesTable.size() - 1;
    }

    public PrometheusPoints add(int series, long timeMs, double value) {
        batch.series.append(series);
        batch.timeNanos.append(timeMs * 1_000_000);
        batch.startNanos.append(0);
        batch.value.append(Double.doubleToRawLongBits(value));
        batch.valueKind.append(MetricBatch.VALUE_DOUBLE);
        batch.flags.append(0);
        batch.payload.appendEmpty();
        batch.exemplars.appendEmpty();
        return this;
    }

    public PrometheusPoints add(Labels labels, long timeMs, double value) {
        return add(series(labels), timeMs, value);
    }

    public MetricBatch batch() {
        return batch;
    }
}
