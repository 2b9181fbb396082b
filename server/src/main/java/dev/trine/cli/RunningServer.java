package dev.trine.cli;

import dev.trine.config.Listeners;

/// A server in this process. Owned by the command that started it.
public interface RunningServer extends AutoCloseable {
    /// Where it listens, with the ports it really has.
    Listeners listeners();

    /// Stops taking requests, lets running ones end, seals and syncs storage. Does nothing the
    /// second time.
    @Override
    void close();
}
