package dev.trine.protocol.tinyobs;

import dev.trine.net.Exchange;
import dev.trine.net.HttpFailure;
import dev.trine.net.TextSocket;
import dev.trine.query.exec.QueryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/v1/ws`: every five seconds the latest sample of each series of the last minute, a thousand series
/// at most, asked for once for all who listen and not at all when nobody does. Who has not taken an
/// update when the next one is there is disconnected.
final class LiveUpdates implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveUpdates.class);
    private static final long EVERY_MS = 5_000;
    private static final int MAX_SERIES = 1_000;
    private static final int MAX_SOCKETS = 100;
    private static final int RETRY_SECONDS = 60;

    private final SampleEndpoints samples;
    private final Set<TextSocket> sockets = ConcurrentHashMap.newKeySet();
    private final Thread thread;

    LiveUpdates(SampleEndpoints samples) {
        this.samples = samples;
        thread = Thread.ofVirtual().name("live-updates").start(this::run);
    }

    void open(Exchange exchange) throws HttpFailure {
        sockets.removeIf(socket -> !socket.isOpen());
        if (sockets.size() >= MAX_SOCKETS) {
            throw new HttpFailure(
                    503,
                    "more than " + MAX_SOCKETS + " listen to updates",
                    OptionalInt.of(RETRY_SECONDS));
        }
        exchange.upgrade(sockets::add);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(EVERY_MS);
                sockets.removeIf(socket -> !socket.isOpen());
                if (!sockets.isEmpty()) {
                    update();
                }
            }
        } catch (InterruptedException stopped) {
            LOG.debug("no more updates are sent", stopped);
        }
    }

    private void update() throws InterruptedException {
        ByteArrayOutputStream text = new ByteArrayOutputStream(16 << 10);
        try {
            samples.update(text, MAX_SERIES);
        } catch (QueryException busy) {
            LOG.debug("an update is left out", busy);
            return;
        } catch (IOException | RuntimeException unexpected) {
            LOG.warn("an update is left out", unexpected);
            return;
        }
        String update = text.toString(StandardCharsets.UTF_8);
        for (TextSocket socket : List.copyOf(sockets)) {
            if (!socket.send(update)) {
                sockets.remove(socket);
                socket.close();
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        sockets.forEach(TextSocket::close);
    }
}
