package dev.trine.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The shop with a shell script in the place of `java`.
@Timeout(30)
class ShopTest {
    private record Ending(String name, int exitCode, String lastLines) {}

    private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
    private int frontendPort;
    private int backendPort;
    @TempDir Path folder;

    @BeforeEach
    void choosePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket two = new ServerSocket(0)) {
            frontendPort = one.getLocalPort();
            backendPort = two.getLocalPort();
        }
    }

    @Test
    void startsAllThreeAndLeavesNoneBehind() throws Exception {
        Shop shop = start("echo \"$@\"; env | grep ^OTEL | sort; echo up; cat >/dev/null", true);
        List<ProcessHandle> handles =
                List.of(handle(shop, "backend"), handle(shop, "frontend"), handle(shop, "traffic"));
        assertThat(handles).allMatch(ProcessHandle::isAlive);
        for (String name : List.of("backend", "frontend", "traffic")) {
            awaitLine(name, "up");
        }

        shop.close();

        assertThat(handles).noneMatch(ProcessHandle::isAlive);
        assertThat(endings).isEmpty();
        assertThat(logLines("traffic"))
                .containsExactly(
                        "-javaagent:lib/trine-demo.jar @traffic.options"
                                + " dev.trine.demo.traffic.Traffic --frontend=http://127.0.0.1:"
                                + frontendPort,
                        "up");
        assertThat(logLines("backend"))
                .containsExactly(
                        "-javaagent:lib/trine-demo.jar @service.options dev.trine.demo.shop.Backend"
                                + " --port="
                                + backendPort,
                        "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317",
                        "OTEL_EXPORTER_OTLP_PROTOCOL=grpc",
                        "OTEL_RESOURCE_ATTRIBUTES=service.namespace=shop,service.version=1.0.0,"
                                + "deployment.environment.name=demo",
                        "OTEL_SERVICE_NAME=backend",
                        "up");
    }

    @Test
    void withoutTrafficThereAreTwo() throws Exception {
        try (Shop shop = start("cat >/dev/null", false)) {
            assertThat(shop.alive("backend")).isTrue();
            assertThat(shop.alive("frontend")).isTrue();
            assertThat(shop.alive("traffic")).isFalse();
        }
    }

    @Test
    void aProcessThatDiesIsReportedWithItsLastWords() throws Exception {
        String script =
                "case $3 in *Frontend) echo one; echo two >&2; exit 7;; esac; cat >/dev/null";
        try (Shop shop = start(script, true)) {
            assertThat(endings.poll(10, TimeUnit.SECONDS))
                    .isEqualTo(new Ending("frontend", 7, "one\ntwo"));
            assertThat(shop.alive("frontend")).isFalse();
            assertThat(shop.alive("backend")).isTrue();
        }
        assertThat(endings).isEmpty();
    }

    @Test
    void aProcessThatDoesNotListenIsKilled() throws Exception {
        Shop shop = start("trap '' TERM; echo deaf; while :; do sleep 0.2; done", false);
        ProcessHandle backend = handle(shop, "backend");
        awaitLine("backend", "deaf");
        long began = System.nanoTime();
        shop.close();
        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(4));
        assertThat(backend.isAlive()).isFalse();
    }

    @Test
    void aBusyPortIsOneSentenceAndStartsNothing() throws Exception {
        try (ServerSocket taken =
                new ServerSocket(frontendPort, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start("cat >/dev/null", true))
                    .isInstanceOf(DemoException.class)
                    .hasMessage(
                            "port "
                                    + taken.getLocalPort()
                                    + " is taken, which the demo's frontend needs; choose another"
                                    + " with --frontend.port.");
        }
        assertThat(folder.resolve("logs")).doesNotExist();
    }

    @Test
    void aMissingLauncherIsOneSentence() {
        ShopPlan plan = plan(folder.resolve("no-such-java"), true);
        assertThatThrownBy(() -> Shop.start(plan, this::ended))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining("the demo's services can't be started")
                .hasMessageContaining("no-such-java");
    }

    @Test
    void theFolderIsFoundBesideTheJarAndInTheSourceTree() throws Exception {
        Path jar = Files.createDirectories(folder.resolve("server/target")).resolve("trine.jar");
        assertThatThrownBy(() -> ShopFolder.find(Optional.of(folder), jar))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining(folder.resolve("demo/target/shop").toString());

        Path built = Files.createDirectories(folder.resolve("demo/target/shop"));
        Files.createFile(built.resolve("service.options"));
        assertThat(ShopFolder.find(Optional.of(folder), Path.of("/x.jar")).path()).isEqualTo(built);
        assertThat(ShopFolder.find(Optional.empty(), jar).path()).isEqualTo(built);

        Path packaged = Files.createDirectories(jar.resolveSibling("shop"));
        Files.createFile(packaged.resolve("service.options"));
        assertThat(ShopFolder.find(Optional.empty(), jar).path()).isEqualTo(packaged);
    }

    private Shop start(String script, boolean traffic) throws Exception {
        Path java = folder.resolve("java");
        Files.writeString(java, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        return Shop.start(plan(java, traffic), this::ended);
    }

    private ShopPlan plan(Path java, boolean traffic) {
        return new ShopPlan(
                new ShopFolder(folder),
                java,
                frontendPort,
                backendPort,
                URI.create("http://127.0.0.1:4318"),
                URI.create("http://127.0.0.1:4317"),
                traffic,
                Optional.of(folder.resolve("logs")));
    }

    private void ended(String name, int exitCode, String lastLines) {
        endings.add(new Ending(name, exitCode, lastLines));
    }

    private void awaitLine(String name, String line) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!logLines(name).contains(line) && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
    }

    private List<String> logLines(String name) throws IOException {
        return Files.readAllLines(folder.resolve("logs").resolve(name + ".log"));
    }

    private static ProcessHandle handle(Shop shop, String name) {
        return ProcessHandle.of(shop.pid(name)).orElseThrow();
    }
}
