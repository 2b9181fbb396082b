package dev.trine.net;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.thread.Scheduler;

/// Closes connections whose request headers are not complete in time, however steadily they trickle
/// in. Looks once a second.
final class SlowHeaders implements Runnable {
    private static final long LOOK_MS = 1_000;

    private final long limitNanos;
    private final Scheduler scheduler;
    private List<? extends Connector> connectors = List.of();
    private volatile boolean stopped;

    /// @param headerMs what headers may take
    SlowHeaders(long headerMs, Scheduler scheduler) {
        // Found up to one look late, so that the promise holds.
        this.limitNanos = TimeUnit.MILLISECONDS.toNanos(Math.max(1, headerMs - LOOK_MS));
        this.scheduler = scheduler;
    }

    void start(List<? extends Connector> watched) {
        connectors = List.copyOf(watched);
        scheduler.schedule(this, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        long now = System.nanoTime();
        for (Connector connector : connectors) {
            for (EndPoint endPoint : connector.getConnectedEndPoints()) {
                if (endPoint instanceof WatchedEndPoint watched
                        && watched.headersTakeNanos(now) > limitNanos) {
                    watched.close();
                }
            }
        }
        if (!stopped) {
            scheduler.schedule(this, LOOK_MS, TimeUnit.MILLISECONDS);
        }
    }
}
