package dev.trine.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The JVM's start-up cache, made once for all tests as `./trine` makes it for its users: they start the
/// server so often that it saves more than it takes. When it can't be made they start without.
final class StartupCache {
    private static final int TIMEOUT_SECONDS = 120;
    private static final List<String> FLAGS = make();

    private StartupCache() {}

    /// The flags that use it.
    static List<String> flags() {
        return FLAGS;
    }

    private static List<String> make() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "startup-cache");
            Path cache = folder.resolve("trine.aot").toAbsolutePath();
            return train(folder, cache)
                    ? List.of(
                            "-XX:AOTCache=" + cache,
                            "-XX:AOTMode=auto",
                            "-Xlog:aot*=off",
                            "-Xlog:cds*=off")
                    : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean train(Path folder, Path cache) throws IOException {
        List<String> arguments = List.of("train", "--data.dir=" + folder.resolve("data"));
        List<String> command = new ArrayList<>(TrineServer.command(List.of(), arguments));
        command.add(1, "-XX:AOTCacheOutput=" + cache);
        Process training =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        try {
            return training.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) && Files.exists(cache);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            training.destroyForcibly();
        }
    }
}
