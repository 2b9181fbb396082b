package dev.trine.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stops what runs when the process is told to end (SIGTERM, Ctrl-C), and gives it a bounded time.
final class Shutdown {
    /// What operators and orchestrators are promised, with a little left for the JVM itself.
    private static final long LIMIT_MS = 4_500;

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private final CountDownLatch stopped = new CountDownLatch(1);

    private Shutdown() {}

    /// Runs `stop` once when a signal ends the process. The process waits for it, then ends with
    /// the signal's code; if it takes too long, the process ends with 1.
    static Shutdown onSignal(Runnable stop) {
        Shutdown shutdown = new Shutdown();
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform().name("shutdown").unstarted(() -> shutdown.run(stop)));
        return shutdown;
    }

    /// Waits until the process ends.
    void await() throws InterruptedException {
        stopped.await();
    }

    private void run(Runnable stop) {
        Thread worker = Thread.ofPlatform().name("stop").start(stop);
        try {
            if (!worker.join(Duration.ofMillis(LIMIT_MS))) {
                LOG.error(
                        "stopping took longer than {} s; ending without waiting for the rest",
                        TimeUnit.MILLISECONDS.toSeconds(LIMIT_MS));
                Runtime.getRuntime().halt(ExitCode.FAILED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
