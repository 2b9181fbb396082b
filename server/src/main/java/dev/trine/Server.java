package dev.trine;

import dev.trine.api.RestApi;
import dev.trine.api.ServerFacts;
import dev.trine.cli.RunningServer;
import dev.trine.cli.StartException;
import dev.trine.config.ListenAddress;
import dev.trine.config.Listeners;
import dev.trine.config.ServerConfig;
import dev.trine.config.Setting;
import dev.trine.ingest.Ingest;
import dev.trine.ingest.IngestLimits;
import dev.trine.ingest.RejectionLog;
import dev.trine.model.Clock;
import dev.trine.net.FailureForms;
import dev.trine.net.HttpListener;
import dev.trine.net.HttpServer;
import dev.trine.net.ListenException;
import dev.trine.net.NetLimits;
import dev.trine.net.OperationRoutes;
import dev.trine.net.Routes;
import dev.trine.net.UiFiles;
import dev.trine.protocol.otlp.OtlpDecoder;
import dev.trine.protocol.otlp.OtlpEndpoints;
import dev.trine.protocol.otlp.OtlpLimits;
import dev.trine.query.exec.QueryLimits;
import dev.trine.self.MetricRegistry;
import dev.trine.self.ProcessStats;
import dev.trine.self.Version;
import dev.trine.storage.Storage;
import dev.trine.storage.StorageOpenException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The composition root: builds every part with plain `new`, starts them in order and stops them in
/// reverse order.
///
/// The ports are bound first: a taken one is known at once, and clients that come while the log is
/// replayed are told to come back.
final class Server implements RunningServer {
    /// What requests under way may take to end; the rest of the five seconds that a stop may take is
    /// for storage.
    private static final long STOP_REQUESTS_MS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final Ports ports;
    private final HttpServer http;
    private final Storage storage;
    private final RestApi api;
    private final AtomicBoolean ready;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Server(
            Ports ports, HttpServer http, Storage storage, RestApi api, AtomicBoolean ready) {
        this.ports = ports;
        this.http = http;
        this.storage = storage;
        this.api = api;
        this.ready = ready;
    }

    /// Starts a server; see [dev.trine.cli.ServerStarter].
    static Server start(ServerConfig config, boolean demo) throws StartException {
        Clock clock = new SystemClock();
        MetricRegistry registry = new MetricRegistry();
        Ports ports = Ports.of(config.listeners());
        HttpServer http =
                new HttpServer(NetLimits.forHeap(Runtime.getRuntime().maxMemory()), registry);
        AtomicBoolean ready = new AtomicBoolean();
        try {
            Routes starting = routes(registry, ready);
            OperationRoutes.addStarting(starting);
            http.open(ports.all(), starting);
            Storage storage = Storage.open(config.storage(), clock, registry);
            ServerFacts facts =
                    new ServerFacts(
                            Version.text(),
                            clock.unixNanos(),
                            demo,
                            config.storage(),
                            () -> ports.addresses(http));
            RestApi api = serve(http, ports, registry, clock, storage, facts, ready);
            ready.set(true);
            return new Server(ports, http, storage, api, ready);
        } catch (ListenException | StorageOpenException refused) {
            stop(http);
            throw new StartException(String.valueOf(refused.getMessage()), refused);
        }
    }

    @Override
    public Listeners listeners() {
        return new Listeners(address(ports.api), address(ports.otlpGrpc), address(ports.otlpHttp));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            ready.set(false);
            stop(http);
            api.close();
            storage.close();
        }
    }

    private ListenAddress address(HttpListener listener) {
        return new ListenAddress(listener.host(), http.port(listener));
    }

    /// Builds what stands on storage and opens the doors to it.
    private static RestApi serve(
            HttpServer http,
            Ports ports,
            MetricRegistry registry,
            Clock clock,
            Storage storage,
            ServerFacts facts,
            AtomicBoolean ready) {
        ProcessStats.register(registry);
        IngestLimits limits = IngestLimits.DEFAULT.withAge(facts.storage().retentionTime());
        Ingest ingest = new Ingest(storage, limits, clock, registry);
        RejectionLog rejections = new RejectionLog(clock);
        OtlpEndpoints otlp =
                new OtlpEndpoints(new OtlpDecoder(OtlpLimits.DEFAULT), ingest, rejections, clock);

        RestApi rest =
                new RestApi(
                        storage,
                        clock,
                        QueryLimits.of(Runtime.getRuntime()),
                        facts,
                        ingest,
                        rejections);
        Routes api = routes(registry, ready);
        otlp.add(api);
        rest.addTo(api, FailureForms.json());
        new UiFiles(Server.class.getClassLoader()).add(api);
        http.serve(ports.api, api);

        Routes otlpOnly = routes(registry, ready);
        otlp.add(otlpOnly);
        otlp.addStray(otlpOnly);
        http.serve(ports.otlpGrpc, otlpOnly);
        http.serve(ports.otlpHttp, otlpOnly);
        return rest;
    }

    private static Routes routes(MetricRegistry registry, AtomicBoolean ready) {
        Routes routes = new Routes();
        OperationRoutes.add(routes, registry, ready::get);
        return routes;
    }

    private static void stop(HttpServer http) {
        try {
            if (!http.stop(STOP_REQUESTS_MS)) {
                LOG.warn("stopped with requests under way; their senders get no answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The ports of the process.
    private record Ports(HttpListener api, HttpListener otlpGrpc, HttpListener otlpHttp) {
        static Ports of(Listeners listeners) {
            return new Ports(
                    listener(Setting.LISTEN_HTTP, listeners.http()),
                    listener(Setting.LISTEN_OTLP_GRPC, listeners.otlpGrpc()),
                    listener(Setting.LISTEN_OTLP_HTTP, listeners.otlpHttp()));
        }

        /// What each is bound to, as users see it.
        Map<String, String> addresses(HttpServer http) {
            Map<String, String> addresses = new LinkedHashMap<>();
            addresses.put("http", address(http, api));
            addresses.put("otlp_grpc", address(http, otlpGrpc));
            addresses.put("otlp_http", address(http, otlpHttp));
            return addresses;
        }

        private static String address(HttpServer http, HttpListener listener) {
            return listener.host() + ":" + http.port(listener);
        }

        List<HttpListener> all() {
            return List.of(api, otlpGrpc, otlpHttp);
        }

        private static HttpListener listener(Setting setting, ListenAddress address) {
            return new HttpListener(setting.flag(), address.host(), address.port());
        }
    }
}
