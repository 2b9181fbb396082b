package dev.trine.protocol.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.storage.StorageOptions;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What another Prometheus scrapes from `/federate`.
class FederationTest {
    private static final long NOW = PrometheusServer.NOW_MS;

    @TempDir private Path folder;
    private PrometheusServer server;

    @BeforeEach
    void start() throws Exception {
        server = new PrometheusServer(folder, StorageOptions.Mode.MEMORY);
        write(1e6, NOW - 30_000, "__name__", "up", "job", "b");
        write(0, NOW - 20_000, "__name__", "up", "job", "b");
        write(1, NOW - 1_000, "__name__", "up", "instance", "i", "job", "a\"\\\n");
        write(3, NOW - 300_000, "__name__", "old");
        write(4, NOW, "__name__", "my.metric", "my.label", "ü");
        write(5, NOW - 2_000, "__name__", "gone");
        write(Double.longBitsToDouble(0x7ff0000000000002L), NOW - 1_000, "__name__", "gone");
        write(1e-7, NOW, "__name__", "small");
        byte[] histogram =
                WriteMessages.message(out ->
                        WriteMessages.nested(
                                out,
                                1,
                                one -> {
                                    WriteMessages.labels(one, 1, "__name__", "sizes");
                                    WriteMessages.nested(
                                            one, 4, WriteMessagesHistogram::exponential);
                                }));
        assertThat(server.write(WriteMessages.snappy(histogram)).statusCode()).isEqualTo(204);
    }

    private void write(double value, long timeMs, String... labels) throws Exception {
        byte[] body =
                WriteMessages.message(out ->
                        WriteMessages.nested(
                                out,
                                1,
                                one -> {
                                    WriteMessages.labels(one, 1, labels);
                                    WriteMessages.sample(one, value, timeMs);
                                }));
        assertThat(server.write(WriteMessages.snappy(body)).statusCode()).isEqualTo(204);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<byte[]> federate(String accept, String... selectors) throws Exception {
        StringBuilder path = new StringBuilder("/federate?x=1");
        for (String selector : selectors) {
            path.append("&match[]=").append(URLEncoder.encode(selector, StandardCharsets.UTF_8));
        }
        return server.get(path.toString(), "Accept", accept);
    }

    private String text(String... selectors) throws Exception {
        HttpResponse<byte[]> answer = federate("*/*", selectors);
        assertThat(answer.statusCode()).isEqualTo(200);
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void theLatestSamplesByName() throws Exception {
        assertThat(text("up", "{__name__=~\"my.*|small|gone|old|sizes\"}"))
                .isEqualTo(
                        """
                        # TYPE my_metric untyped
                        my_metric{my_label="ü",instance=""} 4 %d
                        # TYPE small untyped
                        small{instance=""} 1e-07 %d
                        # TYPE up untyped
                        up{instance="i",job="a\\"\\\\\\n"} 1 %d
                        up{job="b",instance=""} 0 %d
                        """
                                .formatted(NOW, NOW, NOW - 1_000, NOW - 20_000));
    }

    @Test
    void nothingIsAskedFor() throws Exception {
        assertThat(text()).isEmpty();
    }

    @Test
    void namesInQuotesForThoseWhoTakeThem() throws Exception {
        HttpResponse<byte[]> answer =
                federate("text/plain;version=0.0.4;escaping=allow-utf-8", "{\"my.metric\"}");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("text/plain; version=0.0.4; charset=utf-8; escaping=allow-utf-8");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        # TYPE "my.metric" untyped
                        {"my.metric","my.label"="ü",instance=""} 4 %d
                        """
                                .formatted(NOW));
    }

    @Test
    void otherEscapings() throws Exception {
        assertThat(body("text/plain;escaping=dots")).contains("my_dot_metric{my_dot_label=");
        assertThat(body("text/plain;escaping=values")).contains("U__my_2e_metric{U__my_2e_label=");
    }

    private String body(String accept) throws Exception {
        return new String(federate(accept, "{\"my.metric\"}").body(), StandardCharsets.UTF_8);
    }

    /// As a scraper asks that knows native histograms.
    @Test
    void histogramsInProtobuf() throws Exception {
        HttpResponse<byte[]> answer =
                federate(
                        "text/plain;version=0.0.4;q=0.3,application/vnd.google.protobuf;"
                                + "proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.7",
                        "sizes");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue(
                        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                                + " encoding=delimited; escaping=underscores");
        byte[] expected =
                WriteMessages.message(out -> {
                    out.writeString(1, "sizes");
                    out.writeEnum(3, 4);
                    WriteMessages.nested(
                            out,
                            4,
                            metric -> {
                                WriteMessages.labels(metric, 1, "instance", "");
                                metric.writeInt64(6, 1_700_000_010_000L);
                                WriteMessages.nested(
                                        metric,
                                        7,
                                        histogram -> {
                                            histogram.writeDouble(2, 12.5);
                                            histogram.writeDouble(4, 7);
                                            histogram.writeSInt32(5, 0);
                                            histogram.writeDouble(6, 0.001);
                                            histogram.writeDouble(8, 2);
                                            WriteMessagesHistogram.span(histogram, 9, 2, 1);
                                            histogram.writeDouble(11, 1);
                                            WriteMessagesHistogram.span(histogram, 12, 1, 2);
                                            WriteMessagesHistogram.span(histogram, 12, 1, 1);
                                            histogram.writeDouble(14, 1);
                                            histogram.writeDouble(14, 2);
                                            histogram.writeDouble(14, 1);
                                        });
                            });
                });
        byte[] delimited = WriteMessages.message(out -> out.writeByteArrayNoTag(expected));
        assertThat(answer.body()).isEqualTo(delimited);
    }

    @Test
    void noSelector() throws Exception {
        HttpResponse<byte[]> answer = federate("*/*", "up{");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("parse error");
    }
}
