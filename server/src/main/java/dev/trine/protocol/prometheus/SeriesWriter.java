package dev.trine.protocol.prometheus;

import dev.trine.model.BytesColumn;
import dev.trine.model.MetricBatch;
import dev.trine.model.MetricEntry;
import dev.trine.model.PrometheusScope;
import dev.trine.model.SeriesTable;
import dev.trine.query.metrics.series.RemoteHistogram;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import dev.trine.wire.ProtoWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes the series of a request into a batch. Each is stored under the scope of Prometheus, its
/// labels as attributes; job and instance are repeated as the resource's service, where everything
/// but PromQL looks for them.
///
/// Rows of one series follow each other: [#begin], then its samples, histograms and exemplars, then
/// [#end].
final class SeriesWriter {
    private static final byte[] JOB = "job".getBytes(StandardCharsets.UTF_8);
    private static final byte[] INSTANCE = "instance".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TRACE_ID = "trace_id".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SPAN_ID = "span_id".getBytes(StandardCharsets.UTF_8);
    private static final int SAMPLES_SCOPE = 0;
    private static final int METADATA_SCOPE = 1;
    private static final long MAX_AHEAD_MS = 600_000;
    private static final byte[] NOTHING = {};

    private final MetricBatch batch;
    private final WriteResult result;
    private final long nowMs;
    private final int maxRows;
    private final ProtoWriter scratch = new ProtoWriter(512);
    private final ProtoWriter exemplars = new ProtoWriter(256);
    private LabelRanges labels = new LabelRanges();
    private Metadata metadata = Metadata.NONE;
    private KnownSeries.@Nullable Entry known;
    private int numberSeries = -1;
    private int histogramSeries = -1;
    private int firstRow;
    private long exemplarNanos;

    /// What is known of a metric.
    record Metadata(MetricType type, String help, String unit) {
        static final Metadata NONE = new Metadata(MetricType.UNKNOWN, "", "");
    }

    SeriesWriter(MetricBatch batch, WriteResult result, long nowMs, int maxRows) {
        this.batch = batch;
        this.result = result;
        this.nowMs = nowMs;
        this.maxRows = maxRows;
        batch.scopes().append(PrometheusScope.entry(PrometheusScope.SAMPLES));
        batch.scopes().append(PrometheusScope.entry(PrometheusScope.METADATA));
    }

    /// Starts a series.
    ///
    /// @param ofSeries in order, without defects
    void begin(LabelRanges ofSeries, Metadata ofMetric) {
        labels = ofSeries;
        metadata = ofMetric;
        known = null;
        numberSeries = -1;
        histogramSeries = -1;
        firstRow = rows();
        exemplars.truncate(0);
        exemplarNanos = 0;
    }

    /// Starts a series that was seen before, without metadata.
    void begin(KnownSeries.Entry seen) {
        begin(labels, Metadata.NONE);
        known = seen;
    }

    /// What was made of the labels of the series that was begun, if it has got numbers.
    Optional<KnownSeries.Entry> made(long hash, byte[] sent) {
        if (numberSeries < 0) {
            return Optional.empty();
        }
        SeriesTable table = batch.seriesTable;
        return Optional.of(
                new KnownSeries.Entry(
                        hash,
                        sent,
                        batch.resources().copy(table.resource().get(numberSeries)),
                        table.metrics().copy(table.metric().get(numberSeries)),
                        table.attributes().copy(numberSeries)));
    }

    /// The labels of the series that was begun, for people.
    private String shown() {
        return known == null ? labels.toString() : known.labels().toString();
    }

    /// The first column to be filled tells how many rows there are.
    private int rows() {
        return batch.series.size();
    }

    void sample(long timeMs, double value, long startMs) {
        if (!isTaken(timeMs)) {
            return;
        }
        int last = rows() - 1;
        if (last >= firstRow
                && batch.series.get(last) == numberSeries
                && batch.timeNanos.get(last) == timeMs * 1_000_000) {
            if (batch.value.get(last) != Double.doubleToRawLongBits(value)) {
                result.refuse(1, "duplicate sample for timestamp of " + shown());
            }
            return;
        }
        if (numberSeries < 0) {
            numberSeries = series(false);
        }
        row(numberSeries, timeMs, startMs);
        batch.value.append(Double.doubleToRawLongBits(value));
        batch.valueKind.append(MetricBatch.VALUE_DOUBLE);
        batch.payload.appendEmpty();
        result.sample();
    }

    /// A histogram whose message fills `in`.
    void histogram(ProtoReader in) throws MalformedException {
        int start = in.position();
        int end = in.limit();
        RemoteHistogram histogram = RemoteHistogram.read(in);
        if (!isTaken(histogram.timestampMs())) {
            return;
        }
        try {
            histogram.histogram();
        } catch (IllegalArgumentException | ArithmeticException e) {
            result.refuse(1, "histogram of " + shown() + ": " + e.getMessage());
            return;
        }
        if (histogramSeries < 0) {
            histogramSeries = series(true);
        }
        row(histogramSeries, histogram.timestampMs(), histogram.startMs());
        batch.value.append(0);
        batch.valueKind.append(MetricBatch.VALUE_NONE);
        batch.payload.append(in.data(), start, end - start);
        result.histogram();
    }

    private boolean isTaken(long timeMs) {
        if (timeMs <= 0 || timeMs > nowMs + MAX_AHEAD_MS) {
            result.refuse(
                    1,
                    "out of bounds: a sample of "
                            + shown()
                            + (timeMs <= 0
                                    ? " is not after 1970"
                                    : " is more than 10 minutes ahead of this server's clock"));
            return false;
        }
        if (rows() >= maxRows) {
            result.refuse(1, "more than " + maxRows + " samples in one request; send smaller ones");
            return false;
        }
        return true;
    }

    private void row(int series, long timeMs, long startMs) {
        batch.series.append(series);
        batch.timeNanos.append(timeMs * 1_000_000);
        batch.startNanos.append(startMs > 0 && startMs <= timeMs ? startMs * 1_000_000 : 0);
        batch.flags.append(0);
        if (rows() - 1 > firstRow) {
            batch.exemplars.appendEmpty();
        }
    }

    /// An exemplar of the series.
    void exemplar(LabelRanges ofExemplar, double value, long timeMs) {
        if (timeMs < 0 || timeMs > nowMs + MAX_AHEAD_MS) {
            return;
        }
        int message = exemplars.begin(1);
        exemplars.fixed64Field(2, timeMs * 1_000_000);
        exemplars.doubleField(3, value);
        for (int label = 0; label < ofExemplar.size(); label++) {
            if (ofExemplar.isNamed(label, SPAN_ID) && isHex(ofExemplar, label, 16)) {
                exemplars.bytesField(4, hex(ofExemplar, label));
            } else if (ofExemplar.isNamed(label, TRACE_ID) && isHex(ofExemplar, label, 32)) {
                exemplars.bytesField(5, hex(ofExemplar, label));
            } else {
                ofExemplar.writeAttribute(exemplars, 7, label);
            }
        }
        exemplars.end(message);
        exemplarNanos = Math.max(exemplarNanos, timeMs * 1_000_000);
        result.exemplar();
    }

    /// Ends the series. Its exemplars are kept beside its first row; without any row they get one
    /// that has no value.
    void end() {
        if (rows() == firstRow) {
            if (exemplars.size() == 0 || exemplarNanos == 0) {
                return;
            }
            row(series(false), exemplarNanos / 1_000_000, 0);
            batch.value.append(0);
            batch.valueKind.append(MetricBatch.VALUE_NONE);
            batch.payload.appendEmpty();
        }
        if (exemplars.size() == 0) {
            insertExemplars(NOTHING, 0);
        } else {
            insertExemplars(exemplars.data(), exemplars.size());
        }
    }

    /// Rows after the first one have none already: the first one's go before those.
    private void insertExemplars(byte[] bytes, int length) {
        int others = batch.exemplars.size() - firstRow;
        batch.exemplars.truncate(firstRow);
        batch.exemplars.append(bytes, 0, length);
        for (int i = 0; i < others; i++) {
            batch.exemplars.appendEmpty();
        }
    }

    /// A row that carries nothing but what is known of a metric family.
    void metadata(String family, Metadata ofFamily) {
        scratch.truncate(0);
        scratch.stringField(1, family);
        describe(ofFamily);
        int metric = batch.seriesTable.metrics().size();
        batch.seriesTable.metrics().append(scratch.data(), 0, scratch.size());
        batch.seriesTable.resource().append(resource(NOTHING, 0));
        batch.seriesTable.scope().append(METADATA_SCOPE);
        batch.seriesTable.metric().append(metric);
        batch.seriesTable.attributes().appendEmpty();
        firstRow = rows();
        row(batch.seriesTable.size() - 1, nowMs, 0);
        batch.value.append(0);
        batch.valueKind.append(MetricBatch.VALUE_NONE);
        batch.payload.appendEmpty();
        batch.exemplars.appendEmpty();
    }

    private int series(boolean histogram) {
        if (known != null && !histogram) {
            return series(known);
        }
        if (known != null) {
            labels = known.labels();
        }
        scratch.truncate(0);
        resourceAttribute("service.name", labels.find(JOB));
        resourceAttribute("service.instance.id", labels.find(INSTANCE));
        int resource = resource(scratch.data(), scratch.size());
        int metric = metric(histogram);
        scratch.truncate(0);
        labels.writeAttributes(scratch);
        batch.seriesTable.resource().append(resource);
        batch.seriesTable.scope().append(SAMPLES_SCOPE);
        batch.seriesTable.metric().append(metric);
        batch.seriesTable.attributes().append(scratch.data(), 0, scratch.size());
        return batch.seriesTable.size() - 1;
    }

    private int series(KnownSeries.Entry seen) {
        SeriesTable table = batch.seriesTable;
        table.resource().append(rowOf(batch.resources(), seen.resource(), seen.resource().length));
        table.scope().append(SAMPLES_SCOPE);
        table.metric().append(rowOf(table.metrics(), seen.metric(), seen.metric().length));
        table.attributes().append(seen.attributes());
        return table.size() - 1;
    }

    /// The row of an entry; mostly that of the series before.
    private static int rowOf(BytesColumn column, byte[] entry, int length) {
        int last = column.size() - 1;
        if (last >= 0
                && Arrays.equals(
                        column.data(), column.start(last), column.end(last), entry, 0, length)) {
            return last;
        }
        column.append(entry, 0, length);
        return last + 1;
    }

    private void resourceAttribute(String key, int label) {
        if (label >= 0 && labels.valueEnd(label) > labels.valueStart(label)) {
            int entry = scratch.begin(1);
            scratch.stringField(1, key);
            int value = scratch.begin(2);
            scratch.bytesField(1, labels.data(), labels.valueStart(label), labels.valueEnd(label));
            scratch.end(value);
            scratch.end(entry);
        }
    }

    private int resource(byte[] attributes, int length) {
        ProtoWriter entry = new ProtoWriter(length + 8);
        entry.bytesField(1, attributes, 0, length);
        return rowOf(batch.resources(), entry.data(), entry.size());
    }

    private int metric(boolean histogram) {
        scratch.truncate(0);
        int name = labels.metricName();
        scratch.bytesField(1, labels.data(), labels.valueStart(name), labels.valueEnd(name));
        describe(metadata);
        if (!histogram && metadata.type() == MetricType.COUNTER) {
            int sum = scratch.begin(7);
            scratch.varintField(2, MetricEntry.TEMPORALITY_CUMULATIVE);
            scratch.varintField(3, 1);
            scratch.end(sum);
        } else if (!histogram) {
            scratch.bytesField(5, NOTHING);
        }
        return rowOf(batch.seriesTable.metrics(), scratch.data(), scratch.size());
    }

    /// Writes help, unit and type of a metric; fields of a message may come in any order.
    private void describe(Metadata known) {
        if (!known.help().isEmpty()) {
            scratch.stringField(2, known.help());
        }
        if (!known.unit().isEmpty()) {
            scratch.stringField(3, known.unit());
        }
        if (known.type() != MetricType.UNKNOWN) {
            int entry = scratch.begin(12);
            scratch.stringField(1, PrometheusScope.TYPE_KEY);
            int value = scratch.begin(2);
            scratch.stringField(1, known.type().label());
            scratch.end(value);
            scratch.end(entry);
        }
    }

    private static boolean isHex(LabelRanges labels, int label, int digits) {
        if (labels.valueEnd(label) - labels.valueStart(label) != digits) {
            return false;
        }
        boolean zero = true;
        for (int i = labels.valueStart(label); i < labels.valueEnd(label); i++) {
            byte c = labels.data()[i];
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
                return false;
            }
            zero &= c == '0';
        }
        return !zero;
    }

    private static byte[] hex(LabelRanges labels, int label) {
        byte[] bytes = new byte[(labels.valueEnd(label) - labels.valueStart(label)) / 2];
        for (int i = 0; i < bytes.length; i++) {
            int at = labels.valueStart(label) + 2 * i;
            int high = Character.digit(labels.data()[at], 16);
            bytes[i] = (byte) (high << 4 | Character.digit(labels.data()[at + 1], 16));
        }
        return bytes;
    }
}
