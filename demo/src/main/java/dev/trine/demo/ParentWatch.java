package dev.trine.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// Ends this process when the one that started it is gone, however it went.
///
/// Started with `-javaagent:lib/trine-demo.jar` before every other agent: so the watch is on from the
/// first tenth of a second, not only after the seconds that instrumentation takes.
///
/// The parent holds the write end of our standard input and never writes. The kernel closes it when
/// the parent exits, also on SIGKILL, and the read here returns. That needs no polling, no process
/// ids that may be reused, and nothing the parent has to remember to do.
public final class ParentWatch {
    /// How long an orderly exit may take. Telemetry still buffered is flushed in this time when its
    /// receiver is up; when it is down the exporters would retry for longer than anyone should wait.
    private static final long GRACE_MILLIS = 1_500;

    private ParentWatch() {}

    /// Called by the JVM before the program; watches on a daemon thread.
    public static void premain(@Nullable String arguments) {
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> exitAtEnd(System.in));
    }

    private static void exitAtEnd(InputStream input) {
        awaitEnd(input);
        Thread.ofPlatform().daemon().name("exit-deadline").start(ParentWatch::haltLate);
        System.exit(0);
    }

    /// A parent has nothing to say: what it may write is skipped. A pipe that fails has ended too.
    private static void awaitEnd(InputStream input) {
        try {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            return;
        }
    }

    private static void haltLate() {
        try {
            Thread.sleep(GRACE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }
}
