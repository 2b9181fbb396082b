package dev.trine.protocol.otlp;

import dev.trine.model.BytesColumn;
import dev.trine.model.MetricBatch;
import dev.trine.protocol.otlp.json.OtlpJsonSchema;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import dev.trine.wire.ProtoWriter;

/// Writes metrics with their points for [OtlpRequestWriter]. A stored metric has its kind as an empty
/// message; the points go into that.
final class PointWriter {
    /// Numbers of the fields that all kinds of points have, and that differ between them.
    private record Fields(int attributes, int exemplars, int flags, boolean isNumber) {}

    private static final Fields NUMBER = new Fields(7, 5, 8, true);
    private static final Fields HISTOGRAM = new Fields(9, 8, 10, false);
    private static final Fields EXPONENTIAL = new Fields(1, 11, 10, false);

    /// Summaries have no exemplars.
    private static final Fields SUMMARY = new Fields(7, 0, 8, false);

    private final ProtoWriter out;

    PointWriter(ProtoWriter out) {
        this.out = out;
    }

    /// Writes the metric of a row with the points of all rows from there on that are of the same
    /// resource, scope and metric.
    ///
    /// @return the index behind those
    int metric(MetricBatch batch, int[] rows, int from) throws MalformedException {
        int to = from + 1;
        while (to < rows.length && sameMetric(batch, rows[from], rows[to])) {
            to++;
        }
        BytesColumn metrics = batch.seriesTable.metrics();
        int entry = metric(batch, rows[from]);
        ProtoReader in = new ProtoReader(metrics.data(), metrics.start(entry), metrics.end(entry));
        int metric = out.begin(2);
        boolean kind = false;
        while (in.more()) {
            int start = in.position();
            int tag = in.tag();
            in.skip(tag);
            if (isKind(tag)) {
                kind = true;
                kind(in.data(), tag, start, in.position(), batch, rows, from, to);
            } else {
                out.raw(in.data(), start, in.position());
            }
        }
        if (!kind) {
            int kindless = out.begin(OtlpJsonSchema.KINDLESS);
            points(NUMBER, batch, rows, from, to);
            out.end(kindless);
        }
        out.end(metric);
        return to;
    }

    private void kind(
            byte[] data,
            int tag,
            int start,
            int end,
            MetricBatch batch,
            int[] rows,
            int from,
            int to)
            throws MalformedException {
        ProtoReader in = new ProtoReader(data, start, end);
        in.tag();
        int length = in.bytes();
        int kind = out.begin(tag >>> 3);
        Fields fields =
                switch (tag) {
                    case MetricBuilder.HISTOGRAM -> HISTOGRAM;
                    case MetricBuilder.EXPONENTIAL_HISTOGRAM -> EXPONENTIAL;
                    case MetricBuilder.SUMMARY -> SUMMARY;
                    default -> NUMBER;
                };
        points(fields, batch, rows, from, to);
        out.raw(data, in.position() - length, in.position());
        out.end(kind);
    }

    private void points(Fields fields, MetricBatch batch, int[] rows, int from, int to)
            throws MalformedException {
        for (int i = from; i < to; i++) {
            int point = out.begin(1);
            point(fields, batch, rows[i]);
            out.end(point);
        }
    }

    private void point(Fields fields, MetricBatch batch, int row) throws MalformedException {
        int series = batch.series.get(row);
        OtlpRequestWriter.attributes(
                out, fields.attributes, batch.seriesTable.attributes(), series);
        if (batch.startNanos.get(row) != 0) {
            out.fixed64Field(2, batch.startNanos.get(row));
        }
        out.fixed64Field(3, batch.timeNanos.get(row));
        switch (batch.valueKind.get(row)) {
            case MetricBatch.VALUE_DOUBLE -> out.fixed64Field(4, batch.value.get(row));
            case MetricBatch.VALUE_INT -> out.fixed64Field(6, batch.value.get(row));
            default -> {}
        }
        if (fields.exemplars > 0) {
            OtlpRequestWriter.retagged(out, fields.exemplars, batch.exemplars, row);
        }
        if (batch.flags.get(row) != 0) {
            out.varintField(fields.flags, Integer.toUnsignedLong(batch.flags.get(row)));
        }
        BytesColumn payload = batch.payload;
        if (fields.isNumber && payload.length(row) > 0) {
            out.bytesField(
                    OtlpJsonSchema.PAYLOAD, payload.data(), payload.start(row), payload.end(row));
        } else {
            out.raw(payload.data(), payload.start(row), payload.end(row));
        }
    }

    private static boolean isKind(int tag) {
        return tag == MetricBuilder.GAUGE
                || tag == MetricBuilder.SUM
                || tag == MetricBuilder.HISTOGRAM
                || tag == MetricBuilder.EXPONENTIAL_HISTOGRAM
                || tag == MetricBuilder.SUMMARY;
    }

    private static boolean sameMetric(MetricBatch batch, int one, int other) {
        return metric(batch, one) == metric(batch, other)
                && OtlpRequestWriter.resource(batch, one)
                        == OtlpRequestWriter.resource(batch, other)
                && OtlpRequestWriter.scope(batch, one) == OtlpRequestWriter.scope(batch, other);
    }

    private static int metric(MetricBatch batch, int row) {
        return batch.seriesTable.metric().get(batch.series.get(row));
    }
}
