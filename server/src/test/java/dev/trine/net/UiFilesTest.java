package dev.trine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UiFilesTest {
    private static final String SCRIPT = "export const x = 1;\n".repeat(100);
    private static TestServer server;

    @BeforeAll
    static void open() throws Exception {
        Map<String, String> files =
                Map.of(
                        "ui/index.html", "<!doctype html>",
                        "ui/api-docs.html", "<!doctype html><title>API</title>",
                        "ui/assets/index-a1.js", SCRIPT);
        ClassLoader classes =
                new ClassLoader(null) {
                    @Override
                    public InputStream getResourceAsStream(String name) {
                        String file = files.get(name);
                        return file == null
                                ? null
                                : new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8));
                    }
                };
        Routes routes = new Routes();
        new UiFiles(classes).add(routes);
        server = new TestServer(NetLimits.forHeap(1 << 28), routes);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static RawClient.Answer get(String path, String... headers) throws Exception {
        try (RawClient client = server.client()) {
            String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            return client.send(
                            "GET "
                                    + path
                                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                    + more
                                    + "\r\n")
                    .answer();
        }
    }

    @Test
    void thePageOfTheApiIsServedUnderThePolicyOfTheOthers() throws Exception {
        RawClient.Answer answer = get("/api/docs");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("<title>API</title>");
        assertThat(answer.headers().get("content-security-policy")).contains("default-src 'self'");
    }

    @Test
    void servesThePageForEveryVisitAnew() throws Exception {
        RawClient.Answer page = get("/");
        assertThat(page.text()).isEqualTo("<!doctype html>");
        assertThat(page.headers())
                .containsEntry("content-type", "text/html; charset=utf-8")
                .containsEntry("cache-control", "no-cache")
                .containsEntry("x-content-type-options", "nosniff");
        assertThat(page.headers().get("content-security-policy"))
                .contains("default-src 'self'")
                .doesNotContain("unsafe");
        RawClient.Answer again = get("/", "If-None-Match: " + page.headers().get("etag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void servesAssetsForEverAndCompressed() throws Exception {
        RawClient.Answer plain = get("/assets/index-a1.js");
        assertThat(plain.text()).isEqualTo(SCRIPT);
        assertThat(plain.headers())
                .containsEntry("content-type", "text/javascript; charset=utf-8")
                .containsEntry("cache-control", "public, max-age=31536000, immutable")
                .containsEntry("vary", "Accept-Encoding");
        RawClient.Answer compressed = get("/assets/index-a1.js", "Accept-Encoding: br, gzip");
        assertThat(compressed.headers()).containsEntry("content-encoding", "gzip");
        assertThat(compressed.body()).hasSizeLessThan(SCRIPT.length() / 2);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes())
                .isEqualTo(SCRIPT.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void servesNothingElse() throws Exception {
        for (String path :
                new String[] {
                    "/assets/nothing.js",
                    "/assets/index-a1",
                    "/assets/",
                    "/ui/index.html",
                    "/assets/..%2findex.html"
                }) {
            assertThat(get(path).status()).as(path).isEqualTo(404);
        }
    }
}
