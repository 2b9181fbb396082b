package dev.trine.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.trine.demo.OtlpSink;
import dev.trine.demo.OtlpSink.Sent;
import dev.trine.demo.ShopFolder;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Both services as processes of their own with the real agent, sending to a receiver in this test.
@Tag("slow")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ShopWithAgentTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Process> processes = new ArrayList<>();
    private OtlpSink sink;
    private URI shop;

    @BeforeAll
    void open() throws Exception {
        sink = new OtlpSink();
        int backendPort = freePort();
        int frontendPort = freePort();
        start("backend", Backend.class, "--port=" + backendPort, "--seed=1");
        start(
                "frontend",
                Frontend.class,
                "--port=" + frontendPort,
                "--backend=http://127.0.0.1:" + backendPort,
                "--seed=2");
        shop = URI.create("http://127.0.0.1:" + frontendPort);
        await("both services", () -> bothListen());
        orderUntilOneIsPlaced();
        assertThat(get("/server-error")).isEqualTo(500);
        assertThat(get("/hello")).isEqualTo(200);
    }

    @AfterAll
    void close() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        sink.close();
        client.close();
    }

    @Test
    void oneTraceCrossesBothServices() {
        Sent<Span> payment = span("backend", "POST /process-payment");
        Sent<Span> call =
                spans(s -> s.item().getSpanId().equals(payment.item().getParentSpanId()))
                        .findFirst()
                        .orElseThrow();
        Sent<Span> order =
                spans(s -> s.item().getSpanId().equals(call.item().getParentSpanId()))
                        .findFirst()
                        .orElseThrow();
        assertThat(call.service()).isEqualTo("frontend");
        assertThat(call.item().getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
        assertThat(order.item().getName()).isEqualTo("GET /process-order");
        assertThat(order.item().getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(order.item().getParentSpanId()).isEqualTo(ByteString.EMPTY);
        assertThat(order.item().getTraceId()).isEqualTo(payment.item().getTraceId());
        assertThat(text(order.item().getAttributesList(), "shop.order")).startsWith("A");
    }

    @Test
    void failuresHaveAnErrorStatusAndTheException() {
        Sent<Span> failed = span("frontend", "GET /server-error");
        assertThat(failed.item().getStatus().getCodeValue()).isEqualTo(2);
        assertThat(failed.item().getEvents(0).getName()).isEqualTo("exception");
        assertThat(text(failed.item().getEvents(0).getAttributesList(), "exception.stacktrace"))
                .contains("Caused by: dev.trine.demo.shop.CartException: Template not loaded");
    }

    @Test
    void packingIsATraceOfItsOwnLinkedToTheOrder() {
        Sent<Span> packing = span("frontend", "pack order");
        Sent<Span> order =
                spans(s -> s.item().getSpanId().equals(packing.item().getLinks(0).getSpanId()))
                        .findFirst()
                        .orElseThrow();
        assertThat(order.item().getName()).isEqualTo("GET /process-order");
        assertThat(packing.item().getTraceId()).isNotEqualTo(order.item().getTraceId());
    }

    @Test
    void logsCarryTraceFieldsAndStackTraces() {
        LogRecord placed = log("frontend", body -> body.matches("Order A\\d+ placed for .* USD"));
        assertThat(placed.getSeverityText()).isEqualTo("INFO");
        assertThat(text(placed.getAttributesList(), "order")).startsWith("A");
        await(
                "the log line's span",
                () ->
                        spans(s -> s.item().getSpanId().equals(placed.getSpanId()))
                                .anyMatch(s -> s.item().getTraceId().equals(placed.getTraceId())));
        LogRecord failed = log("frontend", "Request failed"::equals);
        assertThat(failed.getSeverityNumberValue()).isEqualTo(17);
        assertThat(text(failed.getAttributesList(), "exception.stacktrace"))
                .contains("IllegalStateException: Cannot render the product page");
        assertThat(log("backend", body -> body.startsWith("In stock")).getTraceId().size())
                .isEqualTo(16);
    }

    @Test
    void everyKindOfMetricArrives() {
        assertKind("frontend.requests.total", Metric.DataCase.SUM);
        assertKind("frontend.orders.total", Metric.DataCase.SUM);
        assertKind("frontend.errors.total", Metric.DataCase.SUM);
        assertKind("frontend.requests.active", Metric.DataCase.SUM);
        assertKind("frontend.queue.size", Metric.DataCase.GAUGE);
        assertKind("frontend.response.duration", Metric.DataCase.HISTOGRAM);
        assertKind("frontend.order.value", Metric.DataCase.EXPONENTIAL_HISTOGRAM);
        assertKind("http.server.request.duration", Metric.DataCase.HISTOGRAM);
        assertKind("jvm.memory.used", Metric.DataCase.SUM);
        assertThat(metric("frontend.requests.total").getSum().getIsMonotonic()).isTrue();
        assertThat(metric("frontend.requests.active").getSum().getIsMonotonic()).isFalse();
        assertThat(
                        metric("frontend.response.duration")
                                .getHistogram()
                                .getDataPoints(0)
                                .getExplicitBoundsList())
                .startsWith(5d, 10d, 25d)
                .endsWith(2_500d);
    }

    @Test
    void bothKindsOfHistogramHaveExemplarsOfRealTraces() {
        assertExemplars(
                "frontend.response.duration",
                metric ->
                        metric.getHistogram().getDataPointsList().stream()
                                .flatMap(point -> point.getExemplarsList().stream()));
        assertExemplars(
                "frontend.order.value",
                metric ->
                        metric.getExponentialHistogram().getDataPointsList().stream()
                                .flatMap(point -> point.getExemplarsList().stream()));
    }

    private interface Exemplars {
        Stream<Exemplar> of(Metric metric);
    }

    private void assertExemplars(String name, Exemplars exemplars) {
        await(
                "an exemplar of " + name,
                () ->
                        metrics(name)
                                .flatMap(exemplars::of)
                                .anyMatch(exemplar ->
                                        spans(s ->
                                                        s.item()
                                                                .getTraceId()
                                                                .equals(exemplar.getTraceId()))
                                                .findAny()
                                                .isPresent()));
    }

    private void assertKind(String name, Metric.DataCase kind) {
        assertThat(metric(name).getDataCase()).as(name).isEqualTo(kind);
    }

    private Metric metric(String name) {
        await(name, () -> metrics(name).findAny().isPresent());
        return metrics(name).findAny().orElseThrow();
    }

    private Stream<Metric> metrics(String name) {
        return sink.metrics().stream().map(Sent::item).filter(m -> m.getName().equals(name));
    }

    private LogRecord log(String service, Predicate<String> body) {
        Predicate<Sent<LogRecord>> wanted =
                sent ->
                        sent.service().equals(service)
                                && body.test(sent.item().getBody().getStringValue());
        await("a log line", () -> sink.logs().stream().anyMatch(wanted));
        return sink.logs().stream().filter(wanted).findFirst().orElseThrow().item();
    }

    private Sent<Span> span(String service, String name) {
        Predicate<Sent<Span>> wanted =
                sent -> sent.service().equals(service) && sent.item().getName().equals(name);
        await(name, () -> sink.spans().stream().anyMatch(wanted));
        return sink.spans().stream().filter(wanted).findFirst().orElseThrow();
    }

    private Stream<Sent<Span>> spans(Predicate<Sent<Span>> wanted) {
        return sink.spans().stream().filter(wanted);
    }

    private void orderUntilOneIsPlaced() throws Exception {
        for (int i = 0; i < 100; i++) {
            if (get("/process-order") == 200) {
                return;
            }
        }
        throw new AssertionError("no order of 100 was placed");
    }

    private boolean bothListen() {
        assertThat(processes).allMatch(Process::isAlive);
        try {
            return get("/process-order") != 503;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private int get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(shop.resolve(path)).build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private void start(String service, Class<?> main, String... arguments) throws IOException {
        Map<String, String> environment =
                Map.of(
                        "OTEL_SERVICE_NAME",
                        service,
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        Objects.requireNonNull(sink).address());
        processes.add(ShopFolder.start("service.options", main, environment, arguments));
    }

    private static String text(List<KeyValue> attributes, String key) {
        return OtlpSink.text(attributes, key);
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited 60 s for " + what);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
