package dev.trine.query.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class YieldingThreadTest {
    /// Where `nice` is among the fields after the name in parentheses, see proc(5).
    private static final int NICE = 16;

    @Test
    @EnabledOnOs(OS.LINUX)
    void isNicerThanTheOthers() throws Exception {
        CompletableFuture<String> yielding = new CompletableFuture<>();
        YieldingThread.of("test", () -> yielding.complete(stat())).start();
        assertThat(nice(yielding.get())).isGreaterThan(nice(stat()));
    }

    private static int nice(String stat) {
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICE]);
    }

    private static String stat() {
        try {
            return Files.readString(Path.of("/proc/thread-self/stat"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
