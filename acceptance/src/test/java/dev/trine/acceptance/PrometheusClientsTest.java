package dev.trine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The programs that metrics come from and go to, themselves: a Prometheus server, promtool, the
/// OpenTelemetry SDK.
class PrometheusClientsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @TempDir private static Path folder;
    private static TrineServer trine;

    @BeforeAll
    static void start() throws Exception {
        trine = TrineServer.start(folder.resolve("trine"));
        long now = System.currentTimeMillis() * 1_000_000;
        String gauge =
                """
                {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name",\
                "value":{"stringValue":"shop"}}]},"scopeMetrics":[{"metrics":[{"name":"only.in.trine",\
                "gauge":{"dataPoints":[{"timeUnixNano":"%d","asDouble":42.5}]}}]}]}]}\
                """
                        .formatted(now);
        assertThat(
                        trine.export(
                                        "metrics",
                                        "application/json",
                                        gauge.getBytes(StandardCharsets.UTF_8))
                                .statusCode())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() throws Exception {
        if (trine != null) {
            trine.close();
        }
    }

    private static void requirePrometheus() {
        boolean found =
                RealPrometheus.program("prometheus").isPresent()
                        && RealPrometheus.program("promtool").isPresent();
        if (!found) {
            System.err.println(
                    "SKIPPED: no prometheus and promtool; install Debian's package prometheus");
        }
        assumeTrue(found, "prometheus and promtool are not installed");
    }

    private static JsonNode ask(String query) throws Exception {
        String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
        return trine.json("/api/v1/query?query=" + encoded).path("data").path("result");
    }

    private static JsonNode await(String query) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode found = ask(query);
        while (found.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
            found = ask(query);
        }
        assertThat(found.isEmpty()).as(query + " found nothing").isFalse();
        return found;
    }

    @Test
    void prometheusWritesAndReads() throws Exception {
        requirePrometheus();
        try (RealPrometheus prometheus = RealPrometheus.start(folder, trine)) {
            await("count_over_time(up{job=\"self\"}[1m]) >= 4");
            JsonNode samples = ask("up{job=\"self\"}[1m]").path(0);
            assertThat(samples.path("metric").path("instance").asString())
                    .isEqualTo(prometheus.address());
            JsonNode remote = prometheus.query("only_in_trine");
            assertThat(remote.path(0).path("metric").path("job").asString()).isEqualTo("shop");
            assertThat(remote.path(0).path("value").path(1).asString()).isEqualTo("42.5");
            long lastMs = Math.round(samples.path("values").path(3).path(0).asDouble() * 1000);
            sameChunks(prometheus, "up", lastMs - 60_000, lastMs);
            histogramsToo(prometheus);
        }
    }

    /// The same request to both, and then the same question.
    private static void histogramsToo(RealPrometheus prometheus) throws Exception {
        long firstMs = System.currentTimeMillis() - 5_000;
        byte[] histograms = RemoteMessages.histograms("sizes", firstMs);
        for (URI uri : List.of(trine.uri("/api/v1/write"), prometheus.uri("/api/v1/write"))) {
            HttpResponse<byte[]> answer = prometheus.send(RemoteMessages.post(uri, histograms));
            assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(204);
        }
        sameChunks(prometheus, "sizes", firstMs - 1_000, firstMs + 4_000);
    }

    /// Both encode the same samples to the same bytes.
    private static void sameChunks(RealPrometheus prometheus, String name, long fromMs, long toMs)
            throws Exception {
        byte[] request = RemoteMessages.readChunks(name, fromMs, toMs);
        HttpResponse<byte[]> theirs =
                prometheus.send(RemoteMessages.post(prometheus.uri("/api/v1/read"), request));
        HttpResponse<byte[]> ours =
                prometheus.send(RemoteMessages.post(trine.uri("/api/v1/read"), request));
        assertThat(ours.statusCode()).as(new String(ours.body())).isEqualTo(200);
        assertThat(theirs.statusCode()).as(new String(theirs.body())).isEqualTo(200);
        assertThat(ours.headers().firstValue("Content-Type"))
                .isEqualTo(theirs.headers().firstValue("Content-Type"));
        List<String> chunks = RemoteMessages.chunks(ours.body());
        assertThat(chunks).isNotEmpty().isEqualTo(RemoteMessages.chunks(theirs.body()));
    }

    @Test
    void promtoolAsks() throws Exception {
        requirePrometheus();
        String server = trine.uri("").toString();
        assertThat(RealPrometheus.promtool("", 0, "query", "instant", server, "only_in_trine"))
                .startsWith("only_in_trine{job=\"shop\"} => 42.5 @[");
        assertThat(
                        RealPrometheus.promtool(
                                "", 0, "query", "range", "--step=1s", server, "only_in_trine * 2"))
                .contains("{job=\"shop\"} =>\n85 @[");
        assertThat(
                        RealPrometheus.promtool(
                                "", 0, "query", "series", "--match=only_in_trine", server))
                .isEqualTo("{__name__=\"only_in_trine\", job=\"shop\"}\n");
        assertThat(RealPrometheus.promtool("", 0, "query", "labels", server, "job"))
                .contains("shop\n");
        assertThat(RealPrometheus.promtool("", 1, "query", "instant", server, "only_in_trine{"))
                .contains("bad_data");
    }

    /// Of the version that is installed; from 2.45 on there is one that pushes.
    @Test
    void promtoolPushes() throws Exception {
        requirePrometheus();
        assumeTrue(
                RealPrometheus.promtool("", 0, "--help").contains("push metrics"),
                "this promtool has no push metrics");
        RealPrometheus.promtool(
                "# TYPE pushed gauge\npushed{a=\"b\"} 7\n",
                0,
                "push",
                "metrics",
                trine.uri("/api/v1/write").toString());
        assertThat(await("pushed").path(0).path("value").path(1).asString()).isEqualTo("7");
    }

    @Test
    void promtoolFindsNothingWrongWithOurOwnMetrics() throws Exception {
        requirePrometheus();
        assertThat(RealPrometheus.promtool(trine.get("/metrics").body(), 0, "check", "metrics"))
                .isEmpty();
    }

    @Test
    void theOpenTelemetrySdkExports() throws Exception {
        OtlpHttpMetricExporter exporter =
                OtlpHttpMetricExporter.builder()
                        .setEndpoint("http://127.0.0.1:" + trine.otlpHttpPort() + "/v1/metrics")
                        .build();
        Resource resource =
                Resource.create(
                        Attributes.of(
                                AttributeKey.stringKey("service.name"), "sdk",
                                AttributeKey.stringKey("host.name"), "h1"));
        try (SdkMeterProvider provider =
                SdkMeterProvider.builder()
                        .setResource(resource)
                        .registerMetricReader(
                                PeriodicMetricReader.builder(exporter)
                                        .setInterval(Duration.ofHours(1))
                                        .build())
                        .build()) {
            Meter meter = provider.get("acceptance");
            meter.counterBuilder("orders.taken")
                    .build()
                    .add(3, Attributes.of(AttributeKey.stringKey("paid.by"), "card"));
            meter.histogramBuilder("request.duration").setUnit("s").build().record(0.3);
            assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
        }
        JsonNode orders = await("orders_taken_total").path(0);
        assertThat(orders.path("value").path(1).asString()).isEqualTo("3");
        assertThat(orders.path("metric").path("job").asString()).isEqualTo("sdk");
        assertThat(orders.path("metric").path("paid_by").asString()).isEqualTo("card");
        assertThat(
                        ask("histogram_quantile(1,request_duration_seconds_bucket)")
                                .path(0)
                                .path("value")
                                .path(1)
                                .asString())
                .isEqualTo("5");
        assertThat(
                        ask("target_info{job=\"sdk\"}")
                                .path(0)
                                .path("metric")
                                .path("host_name")
                                .asString())
                .isEqualTo("h1");
    }
}
