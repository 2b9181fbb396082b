package dev.trine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.acceptance.TrineCommand.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the command line says and how it exits: 0 ok, 1 can't, 2 wrong usage, 4 no server.
class CommandLineTest {
    @TempDir private Path folder;

    @Test
    void versionAndHelpSucceed() throws Exception {
        assertThat(run("version").code()).isZero();
        assertThat(run("version").out()).contains("0.1.0");
        for (String command :
                List.of(
                        "",
                        "serve",
                        "demo",
                        "status",
                        "inspect-part",
                        "verify",
                        "export",
                        "import",
                        "version")) {
            Ended help = command.isEmpty() ? run("--help") : run(command, "--help");
            assertThat(help.code()).as(command + " --help").isZero();
            assertThat(help.out()).as(command + " --help").contains("Usage:");
        }
    }

    @Test
    void aWrongFlagIsAUsageError() throws Exception {
        Ended ended = run("serve", "--data.dri=/tmp/x");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("--data.dri");
    }

    @Test
    void aWrongValueNamesTheFlag() throws Exception {
        Ended ended = run("serve", "--retention.size=many");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("--retention.size").contains("many");
    }

    @Test
    void aBusyPortNamesTheFlagToChange() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ended ended =
                    run(
                            "serve",
                            "--data.dir=" + folder,
                            "--listen.http=127.0.0.1:" + taken.getLocalPort(),
                            "--listen.otlp-grpc=127.0.0.1:" + TrineServer.freePort(),
                            "--listen.otlp-http=127.0.0.1:" + TrineServer.freePort());
            assertThat(ended.code()).isEqualTo(1);
            assertOneSentence(ended.err(), "--listen.http", Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void aFolderInUseIsRefused() throws Exception {
        try (TrineServer holder = TrineServer.start(folder)) {
            Ended ended = runServe(folder);
            assertThat(ended.code()).isEqualTo(1);
            assertOneSentence(ended.err(), folder.toString(), "--data.dir");
            assertThat(holder.get("/-/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aFolderThatCantBeWrittenIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        Ended ended = runServe(file.resolve("data"));
        assertThat(ended.code()).isEqualTo(1);
        assertOneSentence(ended.err(), "--data.dir");
    }

    @Test
    void anOpenBindNeedsInsecure() throws Exception {
        Ended ended =
                run(
                        "serve",
                        "--data.dir=" + folder,
                        "--listen.http=0.0.0.0:" + TrineServer.freePort());
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("--insecure");
    }

    @Test
    void printConfigShowsWhatWouldBeUsed() throws Exception {
        Ended ended = run("serve", "--print-config", "--retention.time=36h");
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("127.0.0.1:5002").contains("1d12h");
    }

    @Test
    void statusWithoutAServerExitsWithFour() throws Exception {
        Ended ended = run("status", "--url=http://127.0.0.1:" + TrineServer.freePort());
        assertThat(ended.code()).isEqualTo(4);
    }

    @Test
    void statusShowsARunningServer() throws Exception {
        try (TrineServer server = TrineServer.start(folder)) {
            Ended ended = run("status", "--url=" + server.uri(""));
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.out()).contains("traces").contains("logs").contains("metrics");
        }
    }

    private static void assertOneSentence(String text, String... parts) {
        assertThat(text.strip().lines().toList()).as(text).hasSize(1);
        assertThat(text).contains(parts);
        assertThat(text).doesNotContain("Exception").doesNotContain("\tat ");
    }

    private static Ended runServe(Path dataFolder) throws IOException, InterruptedException {
        return run(
                "serve",
                "--data.dir=" + dataFolder,
                "--listen.http=127.0.0.1:" + TrineServer.freePort(),
                "--listen.otlp-grpc=127.0.0.1:" + TrineServer.freePort(),
                "--listen.otlp-http=127.0.0.1:" + TrineServer.freePort());
    }

    private static Ended run(String... arguments) throws IOException, InterruptedException {
        return TrineCommand.run(arguments);
    }
}
