package dev.trine.net;

import dev.trine.self.MetricRegistry;
import java.io.IOException;
import java.util.List;

/// A server on a free port, with the routes a test gives it.
final class TestServer implements AutoCloseable {
    final MetricRegistry registry = new MetricRegistry();
    final HttpServer server;
    final HttpListener listener = new HttpListener("--listen.test", "127.0.0.1", 0);

    TestServer(NetLimits limits, Routes routes) throws ListenException {
        server = new HttpServer(limits, registry);
        server.open(List.of(listener), routes);
    }

    int port() {
        return server.port(listener);
    }

    RawClient client() throws IOException {
        return new RawClient(port());
    }

    @Override
    public void close() {
        try {
            server.stop(2_000);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
