package dev.trine.protocol.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.trine.model.Signal;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that others wrote: the OpenTelemetry SDK's exporters (OkHttp) and grpc-java (Netty).
class OtlpClientsTest {
    private static final String EXPORT_TRACES =
            "opentelemetry.proto.collector.trace.v1.TraceService/Export";

    private static OtlpServer server;
    private static ManagedChannel channel;

    @BeforeAll
    static void open() throws Exception {
        server = new OtlpServer();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
    }

    @AfterAll
    static void close() {
        channel.shutdownNow();
        server.close();
    }

    private static long accepted(Signal signal) {
        return server.ingest.accepted(signal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip"})
    void takesSpansOfTheSdk(String compression) {
        long before = accepted(Signal.TRACES);
        for (SpanExporter exporter :
                new SpanExporter[] {
                    OtlpHttpSpanExporter.builder()
                            .setEndpoint(server.url("/v1/traces"))
                            .setCompression(compression)
                            .build(),
                    OtlpGrpcSpanExporter.builder()
                            .setEndpoint(server.url(""))
                            .setCompression(compression)
                            .build()
                }) {
            try (SdkTracerProvider provider =
                    SdkTracerProvider.builder()
                            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                            .build()) {
                for (int i = 0; i < 20; i++) {
                    provider.get("test").spanBuilder("GET /").startSpan().end();
                }
                assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
            }
        }
        assertThat(accepted(Signal.TRACES)).isEqualTo(before + 40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip"})
    void takesLogsOfTheSdk(String compression) {
        long before = accepted(Signal.LOGS);
        for (LogRecordExporter exporter :
                new LogRecordExporter[] {
                    OtlpHttpLogRecordExporter.builder()
                            .setEndpoint(server.url("/v1/logs"))
                            .setCompression(compression)
                            .build(),
                    OtlpGrpcLogRecordExporter.builder()
                            .setEndpoint(server.url(""))
                            .setCompression(compression)
                            .build()
                }) {
            try (SdkLoggerProvider provider =
                    SdkLoggerProvider.builder()
                            .addLogRecordProcessor(SimpleLogRecordProcessor.create(exporter))
                            .build()) {
                provider.get("test").logRecordBuilder().setBody("hello").emit();
                assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
            }
        }
        assertThat(accepted(Signal.LOGS)).isEqualTo(before + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip"})
    void takesMetricsOfTheSdk(String compression) {
        long before = accepted(Signal.METRICS);
        for (MetricExporter exporter :
                new MetricExporter[] {
                    OtlpHttpMetricExporter.builder()
                            .setEndpoint(server.url("/v1/metrics"))
                            .setCompression(compression)
                            .build(),
                    OtlpGrpcMetricExporter.builder()
                            .setEndpoint(server.url(""))
                            .setCompression(compression)
                            .build()
                }) {
            try (SdkMeterProvider provider =
                    SdkMeterProvider.builder()
                            .registerMetricReader(PeriodicMetricReader.create(exporter))
                            .build()) {
                provider.get("test").counterBuilder("requests").build().add(1);
                assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
            }
        }
        assertThat(accepted(Signal.METRICS)).isGreaterThanOrEqualTo(before + 2);
    }

    @Test
    void takesLargeMessagesOfGrpcJava() {
        ScopeSpans.Builder spans = ScopeSpans.newBuilder();
        for (int i = 0; i < 50_000; i++) {
            spans.addSpans(span(i));
        }
        ExportTraceServiceRequest request =
                ExportTraceServiceRequest.newBuilder()
                        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(spans))
                        .build();
        assertThat(request.getSerializedSize()).isGreaterThan(3 << 20);
        for (CallOptions options :
                new CallOptions[] {
                    CallOptions.DEFAULT, CallOptions.DEFAULT.withCompression("gzip")
                }) {
            long before = accepted(Signal.TRACES);
            assertThat(call(EXPORT_TRACES, options, request.toByteArray())).isEmpty();
            assertThat(accepted(Signal.TRACES)).isEqualTo(before + 50_000);
        }
    }

    @Test
    void tellsGrpcJavaOfPartialSuccess() throws Exception {
        ScopeSpans.Builder spans =
                ScopeSpans.newBuilder()
                        .addSpans(span(1))
                        .addSpans(Span.newBuilder().setName("no ids"));
        ExportTraceServiceRequest request =
                ExportTraceServiceRequest.newBuilder()
                        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(spans))
                        .build();
        ExportTraceServiceResponse response =
                ExportTraceServiceResponse.parseFrom(
                        call(EXPORT_TRACES, CallOptions.DEFAULT, request.toByteArray()));
        assertThat(response.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
        assertThat(response.getPartialSuccess().getErrorMessage()).contains("trace id");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 100})
    void refusesMalformedMessages(int length) {
        byte[] body = new byte[length];
        java.util.Arrays.fill(body, (byte) 0xFF);
        StatusRuntimeException refused =
                refusal("opentelemetry.proto.collector.logs.v1.LogsService/Export", body);
        assertThat(refused.getStatus().getCode()).isEqualTo(io.grpc.Status.Code.INVALID_ARGUMENT);
        assertThat(refused.getStatus().getDescription()).startsWith("the request is not OTLP");
        assertThat(status(refused).getField(1).getVarintList()).containsExactly(3L);
        assertThat(status(refused).getField(3).getLengthDelimitedList()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "opentelemetry.proto.collector.profiles.v1development.ProfilesService/Export",
                "opentelemetry.proto.collector.trace.v1.TraceService/Import",
                "grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
            })
    void refusesMethodsItHasNot(String method) {
        assertThat(refusal(method, new byte[0]).getStatus().getCode())
                .isEqualTo(io.grpc.Status.Code.UNIMPLEMENTED);
    }

    @Test
    void refusesOversizedMessagesForGood() {
        StatusRuntimeException refused =
                refusal(
                        "opentelemetry.proto.collector.logs.v1.LogsService/Export",
                        new byte[(64 << 20) + 1]);
        assertThat(refused.getStatus().getCode()).isEqualTo(io.grpc.Status.Code.RESOURCE_EXHAUSTED);
        assertThat(status(refused).getField(3).getLengthDelimitedList()).isEmpty();
    }

    @Test
    void asksToTryAgainWhenOverloaded() throws Exception {
        StatusRuntimeException refused = refusal("test.Busy/Call", new byte[] {1});
        assertThat(refused.getStatus().getCode()).isEqualTo(io.grpc.Status.Code.UNAVAILABLE);
        assertThat(refused.getStatus().getDescription()).isEqualTo("busy: 100% \u00e4 \u2713");
        Any detail = Any.parseFrom(status(refused).getField(3).getLengthDelimitedList().getFirst());
        assertThat(detail.getTypeUrl()).isEqualTo("type.googleapis.com/google.rpc.RetryInfo");
        UnknownFieldSet retryInfo = UnknownFieldSet.parseFrom(detail.getValue());
        assertThat(
                        Duration.parseFrom(
                                        retryInfo.getField(1).getLengthDelimitedList().getFirst())
                                .getSeconds())
                .isEqualTo(7);
    }

    @Test
    void saysLittleOfItsDefects() {
        StatusRuntimeException refused = refusal("test.Broken/Call", new byte[] {1});
        assertThat(refused.getStatus().getCode()).isEqualTo(io.grpc.Status.Code.INTERNAL);
        assertThat(refused.getStatus().getDescription())
                .contains("look for id ")
                .doesNotContain("secret");
    }

    private static Span span(int id) {
        byte[] traceId = new byte[16];
        byte[] spanId = new byte[8];
        traceId[0] = 1;
        for (int i = 0; i < 4; i++) {
            spanId[i] = (byte) (id + 1 >> 8 * i);
        }
        return Span.newBuilder()
                .setTraceId(com.google.protobuf.ByteString.copyFrom(traceId))
                .setSpanId(com.google.protobuf.ByteString.copyFrom(spanId))
                .setName("GET /products/{id}")
                .setStartTimeUnixNano(1_795_180_000_000_000_000L)
                .setEndTimeUnixNano(1_795_180_000_001_000_000L)
                .build();
    }

    /// A `google.rpc.Status`: code = 1, message = 2, details = 3.
    private static UnknownFieldSet status(StatusRuntimeException refused) {
        byte[] status =
                refused.getTrailers()
                        .get(
                                Metadata.Key.of(
                                        "grpc-status-details-bin",
                                        Metadata.BINARY_BYTE_MARSHALLER));
        try {
            return UnknownFieldSet.parseFrom(status);
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static StatusRuntimeException refusal(String method, byte[] message) {
        return catchThrowableOfType(
                StatusRuntimeException.class, () -> call(method, CallOptions.DEFAULT, message));
    }

    private static byte[] call(String method, CallOptions options, byte[] message) {
        return ClientCalls.blockingUnaryCall(
                channel,
                MethodDescriptor.newBuilder(new Bytes(), new Bytes())
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(method)
                        .build(),
                options.withDeadlineAfter(20, TimeUnit.SECONDS),
                message);
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
