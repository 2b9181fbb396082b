package dev.trine;

import dev.trine.cli.RunningServer;
import dev.trine.cli.StartException;
import dev.trine.config.Listeners;
import dev.trine.config.ServerConfig;
import dev.trine.model.Clock;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.Storage;
import dev.trine.storage.StorageOpenException;

/// The composition root: builds every part with plain `new`, starts them in order and stops them in
/// reverse order.
final class Server implements RunningServer {
    private final Listeners listeners;
    private final Storage storage;

    private Server(Listeners listeners, Storage storage) {
        this.listeners = listeners;
        this.storage = storage;
    }

    /// Starts a server; see [dev.trine.cli.ServerStarter].
    static Server start(ServerConfig config, boolean demo) throws StartException {
        Clock clock = new SystemClock();
        MetricRegistry registry = new MetricRegistry();
        return new Server(config.listeners(), openStorage(config, clock, registry));
    }

    @Override
    public Listeners listeners() {
        return listeners;
    }

    @Override
    public void close() {
        storage.close();
    }

    private static Storage openStorage(ServerConfig config, Clock clock, MetricRegistry registry)
            throws StartException {
        try {
            return Storage.open(config.storage(), clock, registry);
        } catch (StorageOpenException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }
}
