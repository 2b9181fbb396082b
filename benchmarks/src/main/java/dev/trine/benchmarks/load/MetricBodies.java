package dev.trine.benchmarks.load;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import java.util.Random;

/// Points of 10,000 series (100 hosts, 20 metrics of 5 series), one every 15 s: half integer counters,
/// half gauges with two decimals. A request carries 25 hosts' points of one moment.
final class MetricBodies implements Workload.BodyMaker {
    private static final int HOSTS = 100;
    private static final int METRICS = 20;
    private static final int SERIES = 5;
    private static final long STEP_NANOS = 15_000_000_000L;

    @Override
    public byte[] make(Random random, long first, int count) {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        int perHost = METRICS * SERIES;
        for (long item = first; item < first + count; item += perHost) {
            int host = (int) (item / perHost % HOSTS);
            long round = item / ((long) perHost * HOSTS);
            request.addResourceMetrics(
                    ResourceMetrics.newBuilder()
                            .setResource(Otlp.resource("node", Integer.toString(host)))
                            .addScopeMetrics(
                                    metrics(
                                            random,
                                            round,
                                            (int) Math.min(perHost, first + count - item))));
        }
        return request.build().toByteArray();
    }

    private static ScopeMetrics.Builder metrics(Random random, long round, int points) {
        ScopeMetrics.Builder scope =
                ScopeMetrics.newBuilder()
                        .setScope(InstrumentationScope.newBuilder().setName("node"));
        for (int metric = 0; metric * SERIES < points; metric++) {
            Metric.Builder built =
                    Metric.newBuilder().setName("node.metric." + metric).setUnit("By");
            boolean counter = metric % 2 == 0;
            Sum.Builder sum =
                    Sum.newBuilder()
                            .setIsMonotonic(true)
                            .setAggregationTemporality(
                                    AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
            Gauge.Builder gauge = Gauge.newBuilder();
            for (int series = 0; series < Math.min(SERIES, points - metric * SERIES); series++) {
                NumberDataPoint.Builder point =
                        NumberDataPoint.newBuilder()
                                .setStartTimeUnixNano(Otlp.EPOCH_NANOS)
                                .setTimeUnixNano(Otlp.EPOCH_NANOS + round * STEP_NANOS)
                                .addAttributes(Otlp.text("device", "sd" + (char) ('a' + series)))
                                .addAttributes(Otlp.text("region", "eu-west-1"));
                if (counter) {
                    sum.addDataPoints(point.setAsInt(round * 1_000 + random.nextInt(1_000)));
                } else {
                    gauge.addDataPoints(point.setAsDouble(random.nextInt(10_000) / 100.0));
                }
            }
            scope.addMetrics(counter ? built.setSum(sum) : built.setGauge(gauge));
        }
        return scope;
    }
}
