package dev.trine.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One process of the demo. It watches its standard input and ends when that is closed: by
/// [#requestStop()], or by the kernel when this process is gone, whatever the reason.
final class DemoProcess {
    /// Set by a user for programs of their own; here they would change what the demo shows or add a
    /// second agent.
    private static final List<String> NOT_INHERITED =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

    private static final Logger LOG = LoggerFactory.getLogger(DemoProcess.class);

    private final String name;
    private final Process process;
    private final BoundedLog log;
    private final Thread pump;

    /// Hears of the end of a process, on the thread that read its output.
    @FunctionalInterface
    interface Ended {
        void accept(DemoProcess process, int exitCode);
    }

    private DemoProcess(String name, Process process, BoundedLog log, Ended ended) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.pump =
                Thread.ofPlatform().daemon().name("log of " + name).unstarted(() -> follow(ended));
    }

    /// @param log closed when the process has ended
    /// @param ended hears of the end, after all output is in the log
    static DemoProcess start(
            String name,
            List<String> command,
            ShopFolder folder,
            Map<String, String> environment,
            BoundedLog log,
            Ended ended)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.path().toFile());
        builder.environment().keySet().removeIf(DemoProcess::notInherited);
        builder.environment().putAll(environment);
        DemoProcess started =
                new DemoProcess(name, builder.redirectErrorStream(true).start(), log, ended);
        started.pump.start();
        return started;
    }

    String name() {
        return name;
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    String lastLines(int lines) {
        return log.lastLines(lines);
    }

    /// Asks the process to end and returns at once. Closing its input lets it send what it has
    /// buffered; the signal is for one that has not come so far as to read its input.
    void requestStop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("{} has closed its input, so it is ending", name, e);
        }
        // Through the handle: the process's own method closes its output too, and its last lines
        // would be lost.
        process.toHandle().destroy();
    }

    /// Waits for the end, and forces it when `limit` has passed.
    void awaitStop(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            process.toHandle().destroyForcibly();
            process.waitFor();
        }
        awaitOutput();
    }

    private static boolean notInherited(String variable) {
        return variable.startsWith("OTEL_") || NOT_INHERITED.contains(variable);
    }

    private void awaitOutput() {
        try {
            // Ends with the process, unless a debugger or the like inherited its output.
            pump.join(Duration.ofMillis(200));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(Ended ended) {
        copyOutput();
        try {
            ended.accept(this, process.waitFor());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void copyOutput() {
        byte[] buffer = new byte[8 << 10];
        try (log;
                InputStream output = process.getInputStream()) {
            for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
                log.write(buffer, n);
            }
        } catch (IOException e) {
            LOG.warn("cannot read the output of {}", name, e);
        }
    }
}
