package dev.trine.protocol.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.util.JsonFormat;
import dev.trine.ingest.Rejections;
import dev.trine.model.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OtlpResponsesTest {
    private static final Rejections TWO =
            new Rejections(2, List.of("1 spans rejected: \"a\"", "1 spans rejected: b"));

    @Test
    void aFullSuccessLeavesPartialSuccessUnset() {
        for (Signal signal : Signal.values()) {
            assertThat(OtlpResponses.success(signal, Rejections.NONE, OtlpEncoding.PROTOBUF))
                    .isEmpty();
            assertThat(OtlpResponses.success(signal, Rejections.NONE, OtlpEncoding.JSON))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("{}");
        }
    }

    @Test
    void aPartialSuccessSaysHowManyAndWhy() throws Exception {
        ExportTraceServiceResponse.Builder traces = ExportTraceServiceResponse.newBuilder();
        JsonFormat.parser().merge(json(Signal.TRACES), traces);
        assertThat(traces.build())
                .isEqualTo(ExportTraceServiceResponse.parseFrom(protobuf(Signal.TRACES)));
        assertThat(traces.getPartialSuccess().getRejectedSpans()).isEqualTo(2);
        assertThat(traces.getPartialSuccess().getErrorMessage())
                .isEqualTo("1 spans rejected: \"a\"; 1 spans rejected: b");
        ExportLogsServiceResponse.Builder logs = ExportLogsServiceResponse.newBuilder();
        JsonFormat.parser().merge(json(Signal.LOGS), logs);
        assertThat(logs.build())
                .isEqualTo(ExportLogsServiceResponse.parseFrom(protobuf(Signal.LOGS)));
        assertThat(logs.getPartialSuccess().getRejectedLogRecords()).isEqualTo(2);
        ExportMetricsServiceResponse.Builder metrics = ExportMetricsServiceResponse.newBuilder();
        JsonFormat.parser().merge(json(Signal.METRICS), metrics);
        assertThat(metrics.build())
                .isEqualTo(ExportMetricsServiceResponse.parseFrom(protobuf(Signal.METRICS)));
        assertThat(metrics.getPartialSuccess().getRejectedDataPoints()).isEqualTo(2);
    }

    @Test
    void aStatusCarriesARetryDelayOnlyWhenTheSenderMayRetry() throws Exception {
        UnknownFieldSet status =
                UnknownFieldSet.parseFrom(
                        OtlpResponses.status(14, "busy", OptionalInt.of(5), OtlpEncoding.PROTOBUF));
        assertThat(status.getField(1).getVarintList()).containsExactly(14L);
        assertThat(status.getField(2).getLengthDelimitedList().getFirst().toStringUtf8())
                .isEqualTo("busy");
        com.google.protobuf.Any detail =
                com.google.protobuf.Any.parseFrom(
                        status.getField(3).getLengthDelimitedList().getFirst());
        assertThat(detail.getTypeUrl()).isEqualTo("type.googleapis.com/google.rpc.RetryInfo");
        assertThat(
                        com.google.protobuf.Duration.parseFrom(
                                        UnknownFieldSet.parseFrom(detail.getValue())
                                                .getField(1)
                                                .getLengthDelimitedList()
                                                .getFirst())
                                .getSeconds())
                .isEqualTo(5);
        assertThat(
                        UnknownFieldSet.parseFrom(
                                        OtlpResponses.status(
                                                3,
                                                "bad",
                                                OptionalInt.empty(),
                                                OtlpEncoding.PROTOBUF))
                                .hasField(3))
                .isFalse();
        assertThat(OtlpResponses.status(14, "busy \"x\"", OptionalInt.of(5), OtlpEncoding.JSON))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(
                        "{\"code\":14,\"message\":\"busy \\\"x\\\"\",\"details\":[{\"@type\":"
                                + "\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"5s\"}]}");
    }

    private static String json(Signal signal) {
        return new String(
                OtlpResponses.success(signal, TWO, OtlpEncoding.JSON), StandardCharsets.UTF_8);
    }

    private static byte[] protobuf(Signal signal) {
        return OtlpResponses.success(signal, TWO, OtlpEncoding.PROTOBUF);
    }
}
