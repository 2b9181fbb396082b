package dev.trine.protocol.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.trine.wire.MalformedException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Requests cut off at every byte and with bits flipped all over them: refused exactly where protobuf refuses
/// them, and otherwise no record is lost without being counted.
class DamagedRequestTest {
    private static final int SEEDS = 1;

    /// Prime to 8, so that every bit of a byte has its turn.
    private static final int STEP = 5;

    private final OtlpDecoder decoder = new OtlpDecoder(OtlpLimits.DEFAULT);

    /// How many records there are; empty when the request cannot be read.
    private interface Reading {
        Optional<Long> records(byte[] body);
    }

    @Test
    void traces() {
        for (long seed = 0; seed < SEEDS; seed++) {
            damage(
                    seed,
                    new RandomOtlp(seed).traces().toByteArray(),
                    this::ourSpans,
                    this::theirSpans);
        }
    }

    @Test
    void logs() {
        for (long seed = 0; seed < SEEDS; seed++) {
            damage(seed, new RandomOtlp(seed).logs().toByteArray(), this::ourLogs, this::theirLogs);
        }
    }

    @Test
    void metrics() {
        for (long seed = 0; seed < SEEDS; seed++) {
            damage(
                    seed,
                    new RandomOtlp(seed).metrics().toByteArray(),
                    this::ourPoints,
                    this::theirPoints);
        }
    }

    private static void damage(long seed, byte[] body, Reading ours, Reading theirs) {
        for (int length = 0; length < body.length; length++) {
            Optional<Long> actual = ours.records(Arrays.copyOf(body, length));
            Optional<Long> expected = theirs.records(Arrays.copyOf(body, length));
            if (!actual.equals(expected)) {
                assertThat(actual).as("seed %d cut to %d bytes", seed, length).isEqualTo(expected);
            }
        }
        for (int bit = 0; bit < body.length * 8; bit += STEP) {
            byte[] flipped = body.clone();
            flipped[bit >> 3] ^= (byte) (1 << (bit & 7));
            Optional<Long> actual = ours.records(flipped);
            Optional<Long> expected = theirs.records(flipped);
            if (!actual.equals(expected) && !isEndlessVarint(flipped, bit >> 3)) {
                assertThat(actual)
                        .as("seed %d with bit %d of byte %d flipped", seed, bit & 7, bit >> 3)
                        .isEqualTo(expected);
            }
        }
    }

    /// Whether ten bytes in a row, the flipped one among them, now ask for another one. protobuf-java
    /// reads on as if the tenth did not; we refuse, as the other implementations do.
    private static boolean isEndlessVarint(byte[] flipped, int at) {
        int first = at;
        while (first > 0 && flipped[first - 1] < 0) {
            first--;
        }
        int last = at;
        while (last < flipped.length && flipped[last] < 0) {
            last++;
        }
        return last - first >= 10;
    }

    private Optional<Long> ourSpans(byte[] body) {
        try {
            return Optional.of(BatchExport.records(decoder.traces(body, body.length)));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private Optional<Long> ourLogs(byte[] body) {
        try {
            return Optional.of(BatchExport.records(decoder.logs(body, body.length, 1)));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private Optional<Long> ourPoints(byte[] body) {
        try {
            return Optional.of(BatchExport.records(decoder.metrics(body, body.length)));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private Optional<Long> theirSpans(byte[] body) {
        try {
            return Optional.of(
                    ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
                            .flatMap(resource -> resource.getScopeSpansList().stream())
                            .mapToLong(scope -> scope.getSpansCount())
                            .sum());
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private Optional<Long> theirLogs(byte[] body) {
        try {
            return Optional.of(
                    ExportLogsServiceRequest.parseFrom(body).getResourceLogsList().stream()
                            .flatMap(resource -> resource.getScopeLogsList().stream())
                            .mapToLong(scope -> scope.getLogRecordsCount())
                            .sum());
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private Optional<Long> theirPoints(byte[] body) {
        try {
            return Optional.of(
                    ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList().stream()
                            .flatMap(resource -> resource.getScopeMetricsList().stream())
                            .flatMap(scope -> scope.getMetricsList().stream())
                            .mapToLong(metric ->
                                    metric.getGauge().getDataPointsCount()
                                            + metric.getSum().getDataPointsCount()
                                            + metric.getHistogram().getDataPointsCount()
                                            + metric.getExponentialHistogram().getDataPointsCount()
                                            + metric.getSummary().getDataPointsCount())
                            .sum());
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }
}
