package dev.trine.protocol.otlp;

import dev.trine.model.MetricBatch;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;

/// Reads `Metric` messages into a [MetricBatch], one row a data point.
///
/// Source: `opentelemetry/proto/metrics/v1/metrics.proto`, version 1.11.
final class MetricDecoder implements RecordReader {
    private static final int POINT = 1 << 3 | ProtoReader.BYTES;

    private final RejectionTally tally;
    private final MetricBuilder metric;
    private final PointReader numbers;
    private final PointReader histograms;
    private final PointReader exponentialHistograms;
    private final PointReader summaries;

    MetricDecoder(MetricBatch batch, OtlpLimits limits, RejectionTally tally) {
        this.tally = tally;
        metric = new MetricBuilder(batch.seriesTable.metrics(), limits);
        numbers = new NumberPointReader(batch, limits);
        histograms = new HistogramPointReader(batch, limits);
        exponentialHistograms = new ExponentialHistogramPointReader(batch, limits);
        summaries = new SummaryPointReader(batch, limits);
    }

    /// Reads a metric twice: first what describes it, which may stand behind its points, then those.
    @Override
    public void read(ProtoReader in, Origin origin) throws MalformedException {
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

    private PointReader pointReader(int kindTag) {
        return switch (kindTag) {
            case MetricBuilder.GAUGE, MetricBuilder.SUM -> numbers;
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
                in.skip(tag);
            }
        }
        in.leave(outer);
    }
}
