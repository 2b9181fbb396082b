package dev.trine.cli;

import dev.trine.config.ServerConfig;

/// Starts a server in this process; the composition root's side of the command line.
@FunctionalInterface
public interface ServerStarter {
    /// Returns when all listeners accept requests and stored data can be read.
    ///
    /// @param demo whether it is started for the demo, which the UI shows
    /// @throws StartException when a port is taken or the data folder can't be used; nothing is left
    ///     running
    RunningServer start(ServerConfig config, boolean demo) throws StartException;
}
