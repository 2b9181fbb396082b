package dev.trine.net;

import dev.trine.self.MetricRegistry;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ConnectionStatistics;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/// All listeners of the process. Each takes HTTP/1.1 and HTTP/2 in clear text (by prior
/// knowledge) on its port; every request is answered on a virtual thread of its own.
///
/// Life: `new` → [#open] (ports are bound, everything answers with the routes given there) →
/// [#serve] (other routes, once there is something to serve) → [#stop].
public final class HttpServer {
    /// What closing the connections takes at most; the rest of a stop's time goes to requests.
    private static final long STOP_CONNECTIONS_MS = 500;

    private static final int POOLED_BYTES_EACH_KIND = 4 << 20;
    private static final int READ_BYTES = 64 << 10;
    private static final int BACKLOG = 256;

    private final NetLimits limits;
    private final UnderWay underWay;
    private final Server jetty;
    private final SlowHeaders slowHeaders;
    private final Map<Connector, RequestDispatch.Target> targets = new ConcurrentHashMap<>();
    private final List<Bound> bound = new ArrayList<>();

    private record Bound(HttpListener listener, ServerConnector connector) {}

    public HttpServer(NetLimits limits, MetricRegistry registry) {
        this.limits = limits;
        this.underWay = new UnderWay(limits.requests());
        ByteBudget budget = new ByteBudget(limits.inFlightBytes());
        jetty =
                new Server(
                        threads(), new ScheduledExecutorScheduler("http-timer", true), buffers());
        jetty.setHandler(
                new RequestDispatch(
                        this::targetOf, limits, budget, underWay, new NetMetrics(registry)));
        jetty.setErrorHandler(new ProtocolErrors());
        jetty.addBean(new NetworkConnectionLimit(limits.connections(), jetty));
        ConnectionStatistics connections = new ConnectionStatistics();
        jetty.addBean(connections);
        slowHeaders = new SlowHeaders(limits.headerMs(), jetty.getScheduler());
        registry.gauge(
                "trine_http_requests_in_flight", "Requests being answered.", underWay::count);
        registry.gauge(
                "trine_http_body_memory_bytes",
                "Memory taken by request bodies.",
                budget::takenBytes);
        registry.gauge(
                "trine_http_body_memory_limit_bytes",
                "Memory that request bodies may take.",
                budget::capacityBytes);
        registry.gauge("trine_http_connections", "Open connections.", connections::getConnections);
    }

    /// Binds all listeners and answers with `routes` on each.
    ///
    /// @throws ListenException when one can't be bound; none is open then
    public void open(List<HttpListener> listeners, Routes routes) throws ListenException {
        Router router = new Router(routes);
        try {
            for (HttpListener listener : listeners) {
                ServerConnector connector = bind(listener);
                bound.add(new Bound(listener, connector));
                targets.put(
                        connector,
                        new RequestDispatch.Target(router, new HostCheck(listener.host())));
                jetty.addConnector(connector);
            }
            underWay.start();
            jetty.start();
            slowHeaders.start(bound.stream().map(Bound::connector).toList());
        } catch (ListenException refused) {
            bound.forEach(one -> one.connector.close());
            throw refused;
        } catch (Exception unexpected) {
            throw new ListenException(
                    "the listeners could not be started: " + unexpected.getMessage(), unexpected);
        }
    }

    /// Replaces the routes of one listener; requests under way are not touched.
    ///
    /// @param listener as given to [#open]
    public void serve(HttpListener listener, Routes routes) {
        Router router = new Router(routes);
        ServerConnector connector = boundTo(listener).connector;
        targets.computeIfPresent(
                connector, (_, old) -> new RequestDispatch.Target(router, old.hosts()));
    }

    /// The port a listener is bound to.
    public int port(HttpListener listener) {
        return boundTo(listener).connector.getLocalPort();
    }

    /// Closes the ports, abandons reads, lets writes finish, then closes all connections.
    ///
    /// @param timeoutMs what all of it may take, about
    /// @return whether every request under way has ended by itself
    public boolean stop(long timeoutMs) throws InterruptedException {
        bound.forEach(one -> one.connector.close());
        boolean ended = underWay.stop(Math.max(0, timeoutMs - STOP_CONNECTIONS_MS));
        slowHeaders.stop();
        try {
            jetty.stop();
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception unexpected) {
            throw new IllegalStateException("the listeners could not be stopped", unexpected);
        }
        return ended;
    }

    private RequestDispatch.Target targetOf(Connector connector) {
        RequestDispatch.Target target = targets.get(connector);
        if (target == null) {
            throw new IllegalStateException("a request from an unknown listener: " + connector);
        }
        return target;
    }

    private Bound boundTo(HttpListener listener) {
        return bound.stream()
                .filter(one -> one.listener.equals(listener))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not open: " + listener));
    }

    private ServerConnector bind(HttpListener listener) throws ListenException {
        ServerConnector connector = new WatchedConnector(jetty, selectors(), protocols());
        connector.setHost(listener.host());
        connector.setPort(listener.port());
        connector.setReuseAddress(true);
        connector.setAcceptQueueSize(BACKLOG);
        connector.setIdleTimeout(limits.idleConnectionMs());
        try {
            connector.open();
        } catch (IOException refused) {
            throw new ListenException(sentence(listener, refused), refused);
        }
        return connector;
    }

    private static String sentence(HttpListener listener, IOException refused) {
        String address = listener.host() + ":" + listener.port();
        Throwable cause = refused.getCause() == null ? refused : refused.getCause();
        if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
            return address + ": no such host; set another with " + listener.flag() + "=HOST:PORT";
        }
        String message = String.valueOf(cause.getMessage());
        return message.contains("already in use")
                ? address
                        + " is already in use by another process; stop it, or choose another with "
                        + listener.flag()
                        + "=HOST:PORT"
                : address
                        + " can't be listened on ("
                        + message
                        + "); choose another with "
                        + listener.flag()
                        + "=HOST:PORT";
    }

    private ConnectionFactory[] protocols() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setRequestHeaderSize(NetLimits.HEADER_BYTES);
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(true);
        configuration.setInputBufferSize(READ_BYTES);
        // Paths are judged by RequestPath, and answered 404 rather than 400.
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        configuration.setHttpCompliance(HttpCompliance.RFC9110);
        ClearTextHttp2 http2 = new ClearTextHttp2(configuration);
        http2.setStreamIdleTimeout(limits.idleConnectionMs());
        // Said once more: its constructor has put 16 KiB into the configuration that both share.
        http2.setInputBufferSize(READ_BYTES);
        http2.setMaxFrameSize(READ_BYTES);
        return new ConnectionFactory[] {new HttpConnectionFactory(configuration), http2};
    }

    /// Selectors only parse; requests run on virtual threads. One serves tens of thousands a second.
    private static int selectors() {
        return Math.clamp(Runtime.getRuntime().availableProcessors() / 4, 1, 4);
    }

    private static QueuedThreadPool threads() {
        // With its own kind of queue, Jetty asks a management bean for the size of a cache line,
        // which takes a third of the whole start.
        QueuedThreadPool threads = new QueuedThreadPool(32, 2, 30_000, new LinkedBlockingQueue<>());
        threads.setName("http");
        threads.setReservedThreads(0);
        threads.setDaemon(true);
        return threads;
    }

    private static ArrayByteBufferPool buffers() {
        return new ArrayByteBufferPool(
                0, 4096, READ_BYTES, 64, POOLED_BYTES_EACH_KIND, POOLED_BYTES_EACH_KIND);
    }
}
