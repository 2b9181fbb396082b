package dev.trine.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.trine.storage.StorageOptions;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
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
        List<DynamicTest> tests = new ArrayList<>();
        CaseFile cases = CaseFile.parse(ApiServer.resource("cases/" + file + ".case"));
        for (CaseFile.Case one : cases.cases()) {
            tests.add(DynamicTest.dynamicTest(one.name(), () -> check(one, server)));
        }
        return tests;
    }

    private static void check(CaseFile.Case expected, ApiServer server) throws Exception {
        HttpResponse<String> answer = server.send(expected.method(), expected.path());
        String body = answer.body();
        assertThat(answer.statusCode()).as(body).isEqualTo(expected.status());
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(document.violation(expected.method(), expected.path(), expected.status(), body))
                .isEmpty();
        if (expected.mode().equals("saying")) {
            assertThat(JsonParser.parseString(body).getAsJsonObject().get("error").getAsString())
                    .contains(expected.expected());
            return;
        }
        String difference =
                JsonMatch.difference(
                        JsonParser.parseString(expected.expected()),
                        JsonParser.parseString(body),
                        expected.mode().equals("exactly"),
                        "$");
        assertThat(difference).as(body).isEmpty();
    }
}
