package dev.trine.protocol.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.storage.StorageOptions;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What may be deleted by request where that is switched on: in this test's server on disk.
class DeleteSeriesTest {
    private static final String ADMIN = "/api/v1/admin/tsdb/";

    @TempDir private Path folder;
    private PrometheusServer server;

    @BeforeEach
    void start() throws Exception {
        server = new PrometheusServer(folder, StorageOptions.Mode.DISK);
        server.loadOtlp("otlp.textproto");
        server.storage.flush();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String series(String selector) throws Exception {
        return server.send("GET", "/api/v1/series?match[]=" + selector).body();
    }

    private int status(String method, String path) throws Exception {
        HttpResponse<String> answer = server.send(method, ADMIN + path);
        return answer.statusCode();
    }

    @Test
    void aSeriesGoesAndOthersStay() throws Exception {
        assertThat(status("POST", "delete_series?match[]=memory_use_bytes")).isEqualTo(204);
        assertThat(status("PUT", "clean_tombstones")).isEqualTo(204);
        assertThat(series("memory_use_bytes")).contains("\"data\":[]");
        assertThat(series("orders_taken_total")).contains("paid_by");
    }

    @Test
    void onlyARange() throws Exception {
        assertThat(status("PUT", "delete_series?match[]=orders_taken_total&end=1700000015"))
                .isEqualTo(204);
        assertThat(
                        server.send(
                                        "GET",
                                        "/api/v1/query?query=orders_taken_total%5B1m%5D&time=1700000020")
                                .body())
                .contains("\"values\":[[1700000020,\"9\"]]");
    }

    @Test
    void whatIsWrong() throws Exception {
        assertThat(status("POST", "delete_series")).isEqualTo(400);
        assertThat(status("POST", "delete_series?match[]=up%7B")).isEqualTo(400);
        assertThat(status("POST", "delete_series?match[]=up&start=soon")).isEqualTo(400);
        assertThat(status("GET", "delete_series?match[]=up")).isEqualTo(405);
        assertThat(status("POST", "snapshot")).isEqualTo(501);
    }
}
