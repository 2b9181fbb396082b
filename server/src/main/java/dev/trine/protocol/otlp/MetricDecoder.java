package dev.trine.protocol.otlp;

import dev.trine.model.IntColumn;
import dev.trine.model.MetricBatch;
import dev.trine.model.SeriesTable;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;

/// Reads `Metric` messages into a [MetricBatch], one row a data point.
///
/// Source: `opentelemetry/proto/metrics/v1/metrics.proto`, version 1.11.
final class MetricDecoder implements RecordReader {
    private static final int POINT = 1 << 3 | ProtoReader.BYTES;

    private final MetricBatch batch;
    private final RejectionTally tally;
    private final MetricBuilder metric;
    private final PointReader numbers;
    private final PointReader histograms;
    private final PointReader exponentialHistograms;
    private final PointReader summaries;

    /// @param restoring whether to take what only exports have
    /// @param restoring whether to take what only exports have
    MetricDecoder(MetricBatch batch, OtlpLimits limits, RejectionTally tally, boolean restoring) {
        this.batch = batch;
        this.tally = tally;
        metric = new MetricBuilder(batch.seriesTable.metrics(), limits, restoring);
        numbers = new NumberPointReader(batch, limits, restoring);
        histograms = new HistogramPointReader(batch, limits);
        exponentialHistograms = new ExponentialHistogramPointReader(batch, limits);
        summaries = new SummaryPointReader(batch, limits);
    }

    @Override
    public void read(ProtoReader in, Origin origin) throws MalformedException {
        if (metric.describeInOrder(in)) {
            readPoints(in, pointReader(metric.kindTag()), origin);
        } else {
            readTwice(in, origin);
        }
        int rows = batch.timeNanos.size();
        IntColumn metrics = batch.seriesTable.metric();
        if (rows > metrics.size()) {
            metrics.padTo(rows, metric.row(in.data()));
        }
    }

    /// Reads first what describes the metric, which may stand behind its points, then those.
    private void readTwice(ProtoReader in, Origin origin) throws MalformedException {
        int start = in.position();
        metric.describe(in);
        in.rewind(start);
        while (in.more()) {
            int tag = in.tag();
            if (tag == metric.kindTag() && in.position() >= metric.kindStart()) {
                readPoints(in, pointReader(tag), origin);
            } else {
                in.skip(tag);
            }
        }
    }

    @Override
    public void endScope(Origin origin) {
        int rows = batch.timeNanos.size();
        SeriesTable series = batch.seriesTable;
        if (rows > series.scope().size()) {
            series.resource().padTo(rows, origin.resourceRow());
            series.scope().padTo(rows, origin.scopeRow());
        }
    }

    /// Each point has a series of its own; storage finds the equal ones.
    @Override
    public void end() {
        int rows = batch.timeNanos.size();
        for (int row = 0; row < rows; row++) {
            batch.series.append(row);
        }
        batch.flags.padTo(rows, 0);
        batch.payload.padTo(rows);
        batch.exemplars.padTo(rows);
    }

    private PointReader pointReader(int kindTag) {
        return switch (kindTag) {
            case MetricBuilder.GAUGE, MetricBuilder.SUM, MetricBuilder.KINDLESS -> numbers;
            case MetricBuilder.HISTOGRAM -> histograms;
            case MetricBuilder.EXPONENTIAL_HISTOGRAM -> exponentialHistograms;
            case MetricBuilder.SUMMARY -> summaries;
            default -> throw new IllegalArgumentException("metric kind: tag " + kindTag);
        };
    }

    private void readPoints(ProtoReader in, PointReader points, Origin origin)
            throws MalformedException {
        int outer = in.enter();
        while (in.more()) {
            int tag = in.tag();
            if (tag == POINT) {
                int inner = in.enter();
                Rejection refusal = points.read(in, metric, origin);
                if (refusal != null) {
                    tally.add(refusal);
                }
                in.leave(inner);
            } else {
                metric.readKindField(in, tag);
            }
        }
        in.leave(outer);
    }
}
