package dev.trine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One command of the built jar that ends by itself.
final class TrineCommand {
    /// What a command said and how it ended.
    record Ended(int code, String out, String err) {}

    private TrineCommand() {}

    static Ended run(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("trine-out", ".txt");
        Path err = Files.createTempFile("trine-err", ".txt");
        Process process =
                new ProcessBuilder(TrineServer.command(List.of(arguments)))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ended by itself").isTrue();
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }
}
