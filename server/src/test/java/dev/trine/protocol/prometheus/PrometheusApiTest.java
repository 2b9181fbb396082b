package dev.trine.protocol.prometheus;

import dev.trine.api.CaseFile;
import dev.trine.storage.StorageOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Requests and answers over HTTP, as `cases/*.case` have them: with points in memory, and in part
/// files.
class PrometheusApiTest {
    @TempDir private static Path folder;

    private static PrometheusServer inMemory;
    private static PrometheusServer inParts;
    private static PrometheusServer empty;

    @BeforeAll
    static void start() throws Exception {
        empty = new PrometheusServer(folder, StorageOptions.Mode.MEMORY);
        inMemory = new PrometheusServer(folder, StorageOptions.Mode.MEMORY);
        inMemory.loadOtlp("otlp.textproto");
        inParts = new PrometheusServer(folder, StorageOptions.Mode.DISK);
        inParts.loadOtlp("otlp.textproto");
        inParts.storage.flush();
        // Stored again: of samples at one time one is seen.
        inParts.loadOtlp("otlp.textproto");
    }

    @AfterAll
    static void stop() {
        empty.close();
        inMemory.close();
        inParts.close();
    }

    @TestFactory
    List<DynamicTest> otlp() throws Exception {
        return cases("otlp", inMemory);
    }

    @TestFactory
    List<DynamicTest> otlpInParts() throws Exception {
        return cases("otlp", inParts);
    }

    @TestFactory
    List<DynamicTest> nothingStored() throws Exception {
        return cases("empty", empty);
    }

    @TestFactory
    List<DynamicTest> badRequests() throws Exception {
        return cases("bad-requests", inMemory);
    }

    private static List<DynamicTest> cases(String file, PrometheusServer server) throws Exception {
        return CaseFile.tests(
                PrometheusApiTest.class, file, (method, path, _) -> server.send(method, path));
    }
}
