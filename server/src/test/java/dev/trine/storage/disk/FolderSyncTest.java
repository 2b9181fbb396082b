package dev.trine.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/// What the simulator takes on trust: that a rename and a new folder are followed by a sync of the
/// folder that holds the name. The system calls of a process tell.
class FolderSyncTest {
    @TempDir private Path folder;

    /// What the traced process does.
    public static final class Probe {
        private Probe() {}

        /// @param arguments the folder
        public static void main(String[] arguments) throws IOException {
            Path root = Path.of(arguments[0]);
            RealDisk disk = new RealDisk();
            disk.createFolder(root.resolve("new").resolve("deep"));
            disk.create(root.resolve("a.part.tmp")).close();
            disk.rename(root.resolve("a.part.tmp"), root.resolve("a.part"));
        }
    }

    @Test
    void namesAreSyncedInTheirFolder() throws Exception {
        Path root = folder.toRealPath();
        List<String> calls = trace(root);
        assertSyncedAfter(calls, "rename", "a.part\"", root);
        assertSyncedAfter(calls, "mkdir", "/new\"", root);
        assertSyncedAfter(calls, "mkdir", "/new/deep\"", root.resolve("new"));
    }

    private static void assertSyncedAfter(
            List<String> calls, String call, String name, Path synced) {
        int at = 0;
        while (at < calls.size()
                && !(calls.get(at).contains(call) && calls.get(at).contains(name))) {
            at++;
        }
        assertThat(at).as("%s of %s in %s", call, name, calls).isLessThan(calls.size());
        assertThat(calls.subList(at + 1, calls.size()))
                .as("after %s", calls.get(at))
                .anyMatch(line -> line.matches(".*fsync\\(\\d+<" + synced + ">\\) += 0"));
    }

    private List<String> trace(Path root) throws Exception {
        Path output = Files.createTempFile("trine-calls", "");
        Process process;
        try {
            process =
                    new ProcessBuilder(
                                    "strace",
                                    "-f",
                                    "-y",
                                    "-e",
                                    "trace=rename,renameat,renameat2,mkdir,mkdirat,fsync",
                                    "-o",
                                    output.toString(),
                                    Path.of(System.getProperty("java.home"), "bin", "java") + "",
                                    "-Xshare:auto",
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    classPath(RealDisk.class, Probe.class, Logger.class),
                                    Probe.class.getName(),
                                    root.toString())
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException e) {
            assumeThat(e)
                    .as("SKIPPED: that names are synced was not tested; it needs strace")
                    .isNull();
            throw e;
        }
        try (InputStream said = process.getInputStream()) {
            String text = new String(said.readAllBytes());
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assumeThat(text)
                    .as("SKIPPED: strace may not trace here")
                    .doesNotContain("Operation not permitted");
            assertThat(process.exitValue()).as(text).isZero();
            return Files.readAllLines(output);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static String classPath(Class<?>... classes) {
        return Stream.of(classes)
                .map(one -> one.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(":"));
    }
}
