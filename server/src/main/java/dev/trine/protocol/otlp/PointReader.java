package dev.trine.protocol.otlp;

import dev.trine.model.MetricBatch;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import org.jspecify.annotations.Nullable;

/// Reads data points of one kind; what all kinds share is here.
abstract sealed class PointReader
        permits NumberPointReader,
                HistogramPointReader,
                ExponentialHistogramPointReader,
                SummaryPointReader {
    private final MetricBatch batch;
    private final OtlpLimits limits;

    final AttributeList attributes;
    final ExemplarList exemplars;

    /// The fields of the point that have no column of their own.
    final PendingValue payload;

    long timeNanos;
    long startNanos;
    int flags;
    long value;
    int valueKind;

    PointReader(MetricBatch batch, OtlpLimits limits) {
        this.batch = batch;
        this.limits = limits;
        attributes = new AttributeList(batch.seriesTable.attributes(), limits);
        exemplars = new ExemplarList(batch.exemplars, limits);
        payload = new PendingValue(batch.payload);
    }

    /// Reads the point that fills the reader's current message.
    ///
    /// @return why it is refused; null when it is in the batch
    final @Nullable Rejection read(ProtoReader in, MetricBuilder metric, Origin origin)
            throws MalformedException {
        clear();
        readFields(in);
        Rejection refusal = refusal(metric, origin);
        if (refusal == null) {
            accept();
        }
        return refusal;
    }

    /// Forgets the previous point.
    void clear() {
        attributes.clear();
        exemplars.clear();
        payload.clear();
        timeNanos = startNanos = value = 0;
        flags = 0;
        valueKind = MetricBatch.VALUE_NONE;
    }

    /// Reads all fields.
    abstract void readFields(ProtoReader in) throws MalformedException;

    /// What is wrong with this kind's own fields; null when nothing is.
    abstract @Nullable Rejection defect();

    /// Copies a field as it is.
    ///
    /// @param start offset of its tag; it ends at the reader's position
    final void keep(ProtoReader in, int start) {
        payload.append(in.data(), start, in.position());
    }

    private @Nullable Rejection refusal(MetricBuilder metric, Origin origin) {
        if (timeNanos == 0) {
            return Rejection.TIME_MISSING;
        }
        if (timeNanos < 0 || startNanos < 0) {
            return Rejection.TIME_RANGE;
        }
        if (attributes.overLimit()) {
            return Rejection.ATTRIBUTES;
        }
        if (batch.timeNanos.size() >= limits.records()) {
            return Rejection.RECORDS;
        }
        Rejection refusal = exemplars.rejection() != null ? exemplars.rejection() : defect();
        if (refusal == null) {
            refusal = metric.refusal();
        }
        return refusal != null ? refusal : origin.refusal();
    }

    private void accept() {
        int row = batch.timeNanos.size();
        batch.timeNanos.append(timeNanos);
        batch.startNanos.append(startNanos);
        batch.value.append(value);
        batch.valueKind.append(valueKind);
        attributes.commit();
        if (flags != 0) {
            batch.flags.padTo(row, 0);
            batch.flags.append(flags);
        }
        payload.commitAt(row);
        exemplars.commitAt(row);
    }
}
