package dev.trine.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.storage.StorageOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Requests and answers over HTTP, as `cases/*.case` have them, with the telemetry of `fixture/`: in
/// memory, and in part files. Every answer is also held against the OpenAPI document.
class RestApiTest {
    @TempDir private static Path folder;

    private static ApiServer filled;
    private static ApiServer sealed;
    private static ApiServer empty;
    private static OpenApiDocument document;

    @BeforeAll
    static void start() throws Exception {
        document = new OpenApiDocument();
        empty = new ApiServer(ApiServer.LIMITS);
        filled = new ApiServer(ApiServer.LIMITS);
        sealed = new ApiServer(ApiServer.LIMITS, folder, StorageOptions.Mode.DISK);
        for (ApiServer server : List.of(filled, sealed)) {
            for (String file : List.of("shop", "shop-again", "worker")) {
                server.load(file + ".traces.textproto");
                server.storage.flush();
            }
            server.load("shop.logs.textproto");
            server.load("shop.metrics.textproto");
            server.storage.flush();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        filled.close();
        sealed.close();
        empty.close();
    }

    @TestFactory
    List<DynamicTest> traces() throws Exception {
        return cases("traces", filled);
    }

    @TestFactory
    List<DynamicTest> logs() throws Exception {
        return cases("logs", filled);
    }

    @TestFactory
    List<DynamicTest> metrics() throws Exception {
        return cases("metrics", filled);
    }

    @TestFactory
    List<DynamicTest> services() throws Exception {
        return cases("services", filled);
    }

    @TestFactory
    List<DynamicTest> server() throws Exception {
        return cases("server", filled);
    }

    @TestFactory
    List<DynamicTest> tracesInParts() throws Exception {
        return cases("traces", sealed);
    }

    @TestFactory
    List<DynamicTest> logsInParts() throws Exception {
        return cases("logs", sealed);
    }

    @TestFactory
    List<DynamicTest> metricsInParts() throws Exception {
        return cases("metrics", sealed);
    }

    @TestFactory
    List<DynamicTest> servicesInParts() throws Exception {
        return cases("services", sealed);
    }

    @TestFactory
    List<DynamicTest> badRequests() throws Exception {
        return cases("bad-requests", filled);
    }

    @TestFactory
    List<DynamicTest> emptyStore() throws Exception {
        return cases("empty", empty);
    }

    private static List<DynamicTest> cases(String file, ApiServer server) throws Exception {
        return CaseFile.tests(
                RestApiTest.class,
                file,
                (method, path, _) -> server.send(method, path),
                (expected, answer) -> {
                    assertThat(answer.headers().firstValue("Content-Type"))
                            .hasValue("application/json");
                    assertThat(
                                    document.violation(
                                            expected.method(),
                                            expected.path(),
                                            expected.status(),
                                            answer.body()))
                            .isEmpty();
                });
    }
}
