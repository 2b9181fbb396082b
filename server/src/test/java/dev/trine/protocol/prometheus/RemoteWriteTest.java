package dev.trine.protocol.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.trine.ingest.IngestLimits;
import dev.trine.storage.StorageOptions;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the receiver answers, and what queries then see.
class RemoteWriteTest {
    private static final long T = 1_700_000_010_000L;
    private static final String V2 = "application/x-protobuf;proto=io.prometheus.write.v2.Request";

    @TempDir private Path folder;
    private PrometheusServer server;

    @BeforeEach
    void start() throws Exception {
        server = new PrometheusServer(folder, StorageOptions.Mode.MEMORY);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] series(WriteMessages.Content content) throws Exception {
        return WriteMessages.snappy(
                WriteMessages.message(out -> WriteMessages.nested(out, 1, content)));
    }

    private static byte[] up(double value, long timeMs) throws Exception {
        return series(out -> {
            WriteMessages.labels(out, 1, "__name__", "up", "job", "a b", "ünï", "ç");
            WriteMessages.sample(out, value, timeMs);
        });
    }

    private String result(String query, long timeMs) throws Exception {
        HttpResponse<String> answer =
                server.send(
                        "GET",
                        "/api/v1/query?time="
                                + timeMs / 1000.0
                                + "&query="
                                + URLEncoder.encode(query, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonObject data =
                JsonParser.parseString(answer.body()).getAsJsonObject().getAsJsonObject("data");
        return data.get("result").toString();
    }

    /// The server of this test takes 1,000 a request.
    @Test
    void samplesBeyondWhatOneRequestMayHoldAreRefusedAndTheOthersStored() throws Exception {
        byte[] body =
                series(out -> {
                    WriteMessages.labels(out, 1, "__name__", "many");
                    for (int i = 0; i < 1_500; i++) {
                        WriteMessages.sample(out, i, T - 1_500_000 + i * 1_000L);
                    }
                });
        HttpResponse<String> answer =
                server.write(
                        body,
                        "Content-Type",
                        "application/x-protobuf",
                        "Content-Encoding",
                        "snappy");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("more than 1000 samples in one request");
        assertThat(result("count_over_time(many[1h])", T)).contains("\"1000\"");
    }

    @Test
    void aSampleComesBackWithExactlyItsLabels() throws Exception {
        HttpResponse<String> answer =
                server.write(
                        up(1.5, T),
                        "Content-Type",
                        "application/x-protobuf",
                        "Content-Encoding",
                        "snappy");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(result("up", T))
                .isEqualTo(
                        """
                        [{"metric":{"__name__":"up","job":"a b","ünï":"ç"},\
                        "value":[1700000010,"1.5"]}]\
                        """);
    }

    @Test
    void neitherTypeNorEncodingNeedBeNamed() throws Exception {
        assertThat(server.write(up(1, T)).statusCode()).isEqualTo(204);
        assertThat(result("up", T)).contains("\"1\"");
    }

    @Test
    void otherTypesAndEncodingsAreNotSupported() throws Exception {
        assertThat(server.write(up(1, T), "Content-Type", "application/json").statusCode())
                .isEqualTo(415);
        assertThat(
                        server.write(up(1, T), "Content-Type", "application/x-protobuf;proto=x")
                                .statusCode())
                .isEqualTo(415);
        assertThat(server.write(up(1, T), "Content-Encoding", "gzip").statusCode()).isEqualTo(415);
    }

    @Test
    void garbageIsABadRequest() throws Exception {
        assertThat(server.write("garbage".getBytes(StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(400);
        assertThat(server.write(WriteMessages.snappy(new byte[] {10, 100, 1})).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aBlockThatClaimsFourGigabytesIsRefusedByItsSizeAlone() throws Exception {
        byte[] claim = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 0};
        assertThat(server.write(claim).statusCode()).isEqualTo(400);
    }

    @Test
    void whatIsWrongIsRefusedAndTheRestStored() throws Exception {
        byte[] body =
                WriteMessages.snappy(
                        WriteMessages.message(out -> {
                            WriteMessages.nested(
                                    out,
                                    1,
                                    one -> {
                                        WriteMessages.labels(one, 1, "job", "no name");
                                        WriteMessages.sample(one, 1, T);
                                    });
                            WriteMessages.nested(
                                    out,
                                    1,
                                    one -> {
                                        WriteMessages.labels(
                                                one, 1, "__name__", "twice", "a", "1", "a", "2");
                                        WriteMessages.sample(one, 1, T);
                                    });
                            WriteMessages.nested(
                                    out,
                                    1,
                                    one -> {
                                        WriteMessages.labels(
                                                one, 1, "__name__", "early", "z", "1", "a", "2");
                                        WriteMessages.sample(
                                                one, 1, PrometheusServer.NOW_MS + 3_600_000);
                                        WriteMessages.sample(one, 2, T);
                                        WriteMessages.sample(one, 3, T);
                                    });
                        }));
        HttpResponse<String> answer = server.write(body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("invalid metric name or labels, got {job=\"no name\"}")
                .contains("duplicated label")
                .contains("more than 10 minutes ahead")
                .contains("duplicate sample for timestamp");
        assertThat(result("{__name__=~\".+\"}", T))
                .isEqualTo(
                        """
                        [{"metric":{"__name__":"early","a":"2","z":"1"},\
                        "value":[1700000010,"2"]}]\
                        """);
    }

    @Test
    void aStaleMarkerEndsASeries() throws Exception {
        server.write(up(1, T));
        server.write(up(Double.longBitsToDouble(0x7ff0000000000002L), T + 15_000));
        assertThat(result("up", T + 14_000)).isNotEqualTo("[]");
        assertThat(result("up", T + 15_000)).isEqualTo("[]");
    }

    @Test
    void samplesOutOfOrderAreStored() throws Exception {
        server.write(up(2, T + 1000));
        assertThat(server.write(up(1, T)).statusCode()).isEqualTo(204);
        assertThat(result("up[1m]", T + 1000)).contains("[[1700000010,\"1\"],[1700000011,\"2\"]]");
    }

    @Test
    void theSecondVersionSaysWhatWasWritten() throws Exception {
        WriteMessages.Symbols symbols = new WriteMessages.Symbols();
        byte[] body =
                WriteMessages.snappy(
                        WriteMessages.message(out -> {
                            WriteMessages.nested(
                                    out,
                                    5,
                                    one -> {
                                        WriteMessages.references(
                                                one,
                                                1,
                                                symbols.of("__name__"),
                                                symbols.of("orders_total"),
                                                symbols.of("job"),
                                                symbols.of("shop"));
                                        WriteMessages.sample(one, 3, T);
                                        WriteMessages.sample(one, 4, T + 1000);
                                        WriteMessages.nested(
                                                one,
                                                4,
                                                exemplar -> {
                                                    WriteMessages.references(
                                                            exemplar,
                                                            1,
                                                            symbols.of("trace_id"),
                                                            symbols.of(
                                                                    "5b8efff798038103d269b633813fc60c"));
                                                    exemplar.writeDouble(2, 0.5);
                                                    exemplar.writeInt64(3, T);
                                                });
                                        WriteMessages.nested(
                                                one,
                                                5,
                                                metadata -> {
                                                    metadata.writeEnum(1, 1);
                                                    metadata.writeUInt32(
                                                            3, symbols.of("Orders taken"));
                                                    metadata.writeUInt32(4, 0);
                                                });
                                    });
                            WriteMessages.nested(
                                    out,
                                    5,
                                    one -> {
                                        WriteMessages.references(
                                                one,
                                                1,
                                                symbols.of("__name__"),
                                                symbols.of("sizes"));
                                        WriteMessages.nested(
                                                one, 3, WriteMessagesHistogram::exponential);
                                    });
                            symbols.write(out);
                        }));
        HttpResponse<String> answer = server.write(body, "Content-Type", V2);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        assertWritten(answer, "2", "1", "1");
        assertThat(result("orders_total", T + 1000)).contains("[1700000011,\"4\"]");
        assertThat(result("sizes", T))
                .isEqualTo(
                        """
                        [{"metric":{"__name__":"sizes"},"histogram":[1700000010,{"count":"7",\
                        "sum":"12.5","buckets":[[1,"-4","-2","1"],[3,"-0.001","0.001","2"],\
                        [0,"1","2","1"],[0,"2","4","2"],[0,"8","16","1"]]}]}]\
                        """);
    }

    @Test
    void whatIsSaidOfAFamilyComesBack() throws Exception {
        byte[] body =
                WriteMessages.snappy(
                        WriteMessages.message(out ->
                                WriteMessages.nested(
                                        out,
                                        3,
                                        metadata -> {
                                            metadata.writeEnum(1, 3);
                                            metadata.writeString(2, "latency_seconds");
                                            metadata.writeString(4, "How long");
                                            metadata.writeString(5, "seconds");
                                        })));
        assertThat(server.write(body).statusCode()).isEqualTo(204);
        assertThat(server.send("GET", "/api/v1/metadata").body())
                .isEqualTo(
                        """
                        {"status":"success","data":{"latency_seconds":\
                        [{"type":"histogram","help":"How long","unit":"seconds"}]}}\
                        """);
        assertThat(server.send("GET", "/api/v1/labels").body()).contains("\"data\":[]");
    }

    @Test
    void aSymbolThatIsNotThereIsABadRequestThatSaysWhatWasWritten() throws Exception {
        byte[] body =
                WriteMessages.snappy(
                        WriteMessages.message(out -> {
                            out.writeString(4, "");
                            WriteMessages.nested(
                                    out,
                                    5,
                                    one -> {
                                        WriteMessages.references(one, 1, 0, 9);
                                        WriteMessages.sample(one, 3, T);
                                    });
                        }));
        HttpResponse<String> answer = server.write(body, "Content-Type", V2);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertWritten(answer, "0", "0", "0");
    }

    @Test
    void aTableOfSymbolsBeginsWithTheEmptyOne() throws Exception {
        byte[] body = WriteMessages.snappy(WriteMessages.message(out -> out.writeString(4, "a")));
        HttpResponse<String> answer = server.write(body, "Content-Type", V2);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertWritten(answer, "0", "0", "0");
    }

    @Test
    void newNamesBeyondTheLimitAreToBeSentAgain() throws Exception {
        server.close();
        server =
                new PrometheusServer(
                        folder,
                        StorageOptions.Mode.MEMORY,
                        IngestLimits.DEFAULT.withMetricNames(1));
        assertThat(server.write(up(1, T)).statusCode()).isEqualTo(204);
        byte[] other =
                series(out -> {
                    WriteMessages.labels(out, 1, "__name__", "other");
                    WriteMessages.sample(out, 1, T);
                });
        HttpResponse<String> answer = server.write(other);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(server.write(up(2, T + 1000)).statusCode()).isEqualTo(204);
    }

    private static void assertWritten(
            HttpResponse<String> answer, String samples, String histograms, String exemplars) {
        String prefix = "X-Prometheus-Remote-Write-";
        assertThat(answer.headers().firstValue(prefix + "Samples-Written")).hasValue(samples);
        assertThat(answer.headers().firstValue(prefix + "Histograms-Written")).hasValue(histograms);
        assertThat(answer.headers().firstValue(prefix + "Exemplars-Written")).hasValue(exemplars);
    }
}
