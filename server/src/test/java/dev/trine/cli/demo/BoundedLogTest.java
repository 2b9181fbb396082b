package dev.trine.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedLogTest {
    private static final long LIMIT = 1 << 20;

    @TempDir Path folder;

    @Test
    void keepsTheLastLinesWholeAndTheFileBounded() throws IOException {
        Path file = folder.resolve("logs/backend.log");
        try (BoundedLog log = new BoundedLog(Optional.of(file))) {
            for (int i = 0; i < 100_000; i++) {
                write(log, "line " + i + " of a talkative process\n");
            }
            assertThat(log.lastLines(2))
                    .isEqualTo(
                            "line 99998 of a talkative process\n"
                                    + "line 99999 of a talkative process");
            assertThat(log.lastLines(10_000).lines()).allMatch(line -> line.startsWith("line "));
        }
        Path before = folder.resolve("logs/backend.log.1");
        assertThat(Files.size(file)).isBetween(1L, LIMIT);
        assertThat(Files.size(before)).isBetween(LIMIT - 100, LIMIT);
        assertThat(Files.readString(before) + Files.readString(file))
                .endsWith("line 99999 of a talkative process\n");
    }

    @Test
    void keepsOnlyTheTailWithoutAFile() throws IOException {
        try (BoundedLog log = new BoundedLog(Optional.empty())) {
            assertThat(log.lastLines(5)).isEmpty();
            write(log, "one\ntwo\nthree\n");
            assertThat(log.lastLines(2)).isEqualTo("two\nthree");
        }
    }

    @Test
    void oneLongWriteLeavesItsEnd() throws IOException {
        try (BoundedLog log = new BoundedLog(Optional.empty())) {
            write(log, "x".repeat(10_000) + "\nlast");
            assertThat(log.lastLines(5)).isEqualTo("last");
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsGivenUpWithoutFailing() throws IOException {
        Path file = folder.resolve("traffic.log");
        try (BoundedLog log = new BoundedLog(Optional.of(file))) {
            Files.delete(file);
            // Rotation finds nothing to move.
            write(log, "x".repeat(1 << 20));
            write(log, "y\n");
            write(log, "still here\n");
            assertThat(log.lastLines(1)).isEqualTo("still here");
        }
    }

    private static void write(BoundedLog log, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        log.write(bytes, bytes.length);
    }
}
