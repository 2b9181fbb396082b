package dev.trine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `trine demo` refuses. A demo that runs is looked at by the acceptance tests.
class DemoCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private int serversStarted;
    @TempDir Path folder;

    /// A folder as the build leaves it, with nothing in it that could run for long.
    @BeforeEach
    void pretendTheDemoIsBuilt() throws IOException {
        Path shop = Files.createDirectories(folder.resolve("demo/target/shop"));
        Files.writeString(shop.resolve("service.options"), "");
        Files.writeString(shop.resolve("traffic.options"), "");
        System.setProperty("trine.home", folder.toString());
    }

    @AfterEach
    void forgetIt() {
        System.clearProperty("trine.home");
    }

    @Test
    void wrongPortsAreUsageErrors() {
        assertThat(run("--frontend.port=0")).isEqualTo(2);
        assertThat(run("--backend.port=65536")).isEqualTo(2);
        assertThat(run("--backend.port=shop")).isEqualTo(2);
        assertThat(err.toString().lines())
                .hasSize(3)
                .first()
                .isEqualTo("trine: --frontend.port=0: expected a port of 1 to 65535.");
        assertThat(serversStarted).isZero();
    }

    private static int[] freePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket two = new ServerSocket(0)) {
            return new int[] {one.getLocalPort(), two.getLocalPort()};
        }
    }

    @Test
    void aServerThatCantStartEndsTheShopToo() throws IOException {
        List<ProcessHandle> before = ProcessHandle.current().children().toList();
        int[] ports = freePorts();
        assertThat(run("--frontend.port=" + ports[0], "--backend.port=" + ports[1])).isEqualTo(1);
        assertThat(err.toString()).endsWith("trine: the port is taken" + System.lineSeparator());
        assertThat(out.toString()).contains("starting backend");
        assertThat(ProcessHandle.current().children().toList()).isEqualTo(before);
    }

    @Test
    void aBusyPortOfTheShopIsOneSentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThat(run("--backend.port=" + port)).isEqualTo(1);
            assertThat(err)
                    .hasToString(
                            "trine: port "
                                    + port
                                    + " is taken, which the demo's backend needs; choose another"
                                    + " with --backend.port."
                                    + System.lineSeparator());
        }
        assertThat(serversStarted).isZero();
    }

    private int run(String... arguments) {
        ServerStarter starter =
                (config, demo) -> {
                    serversStarted++;
                    throw new StartException("the port is taken", new IOException());
                };
        Map<String, String> environment = Map.of("TRINE_DATA_DIR", folder.toString());
        PrintWriter outWriter = new PrintWriter(out);
        Cli cli = new Cli(starter, new FixedClock(), environment, outWriter, new PrintWriter(err));
        String[] all = new String[arguments.length + 1];
        all[0] = "demo";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return cli.run(all);
    }
}
