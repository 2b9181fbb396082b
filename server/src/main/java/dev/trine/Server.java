package dev.trine;

import dev.trine.api.RestApi;
import dev.trine.api.ServerFacts;
import dev.trine.cli.RunningServer;
import dev.trine.cli.StartException;
import dev.trine.config.ListenAddress;
import dev.trine.config.Listeners;
import dev.trine.config.PrometheusConfig;
import dev.trine.config.ServerConfig;
import dev.trine.config.Setting;
import dev.trine.ingest.BatchMemory;
import dev.trine.ingest.DecodeTurns;
import dev.trine.ingest.Ingest;
import dev.trine.ingest.IngestLimits;
import dev.trine.ingest.RejectionLog;
import dev.trine.ingest.SelfMonitoring;
import dev.trine.model.Clock;
import dev.trine.net.FailureForms;
import dev.trine.net.HttpListener;
import dev.trine.net.HttpServer;
import dev.trine.net.ListenException;
import dev.trine.net.NetLimits;
import dev.trine.net.OperationRoutes;
import dev.trine.net.Routes;
import dev.trine.net.UiFiles;
import dev.trine.protocol.MetricQueries;
import dev.trine.protocol.otlp.OtlpDecoder;
import dev.trine.protocol.otlp.OtlpEndpoints;
import dev.trine.protocol.otlp.OtlpLimits;
import dev.trine.protocol.prometheus.PrometheusApi;
import dev.trine.protocol.prometheus.PrometheusOptions;
import dev.trine.protocol.prometheus.RemoteWrite;
import dev.trine.protocol.tinyobs.ServedBy;
import dev.trine.protocol.tinyobs.TinyobsApi;
import dev.trine.query.exec.QueryLimits;
import dev.trine.self.MetricRegistry;
import dev.trine.self.ProcessStats;
import dev.trine.self.Version;
import dev.trine.storage.Storage;
import dev.trine.storage.StorageOpenException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    private final Clock clock;
    private final MetricRegistry registry;
    private final AtomicBoolean ready;
    private final Ports ports;
    private final HttpServer http;
    private final Storage storage;
    private final RejectionLog rejections;
    private final Ingest ingest;
    private final RestApi api;
    private final MetricQueries queries;
    private final PrometheusApi prometheus;
    private final AtomicBoolean closed = new AtomicBoolean();
    private Optional<TinyobsApi> tinyobs = Optional.empty();
    private Optional<SelfMonitoring> selfMonitoring = Optional.empty();

    /// Builds what stands on open ports and open storage.
    private Server(
            ServerConfig config,
            boolean demo,
            Clock clock,
            MetricRegistry registry,
            AtomicBoolean ready,
            Ports ports,
            HttpServer http,
            Storage storage) {
        this.clock = clock;
        this.registry = registry;
        this.ready = ready;
        this.ports = ports;
        this.http = http;
        this.storage = storage;
        rejections = new RejectionLog(clock);
        IngestLimits ingestLimits =
                new IngestLimits(
                        config.limits().metricNames(),
                        config.limits().series(),
                        config.limits().seriesPerMetric(),
                        config.storage().retentionTime());
        ingest = new Ingest(storage, ingestLimits, clock, registry);
        ServerFacts facts =
                new ServerFacts(
                        Version.text(),
                        clock.unixNanos(),
                        demo,
                        config.storage(),
                        () -> ports.addresses(http));
        QueryLimits queryLimits = QueryLimits.of(Runtime.getRuntime());
        api = new RestApi(storage, clock, queryLimits, facts, ingest, rejections);
        queries =
                MetricQueries.of(
                        storage,
                        clock,
                        queryLimits,
                        config.prometheus().translation(),
                        config.prometheus().features());
        prometheus =
                new PrometheusApi(
                        queries, storage, clock, options(config, queryLimits), Version.text());
        ProcessStats.register(registry);
    }

    private static PrometheusOptions options(ServerConfig config, QueryLimits limits) {
        PrometheusConfig prometheus = config.prometheus();
        prometheus
                .unknownFeatures()
                .forEach(name -> LOG.warn("Unknown option for --enable-feature: {}", name));
        Map<String, String> flags = new TreeMap<>();
        flags.put("query.lookback-delta", prometheus.evaluation().lookbackMs() / 1_000 + "s");
        flags.put("query.max-samples", Integer.toString(prometheus.evaluation().maxSamples()));
        flags.put("query.max-concurrency", Integer.toString(limits.threads()));
        flags.put("query.timeout", limits.timeoutMs() / 1_000 + "s");
        flags.put("web.enable-admin-api", Boolean.toString(prometheus.adminApi()));
        flags.put("web.enable-otlp-receiver", "true");
        flags.put("web.enable-remote-write-receiver", "true");
        config.storage()
                .retentionBytes()
                .ifPresent(bytes -> flags.put("retention.size", bytes + "B"));
        config.storage()
                .retentionTime()
                .ifPresent(time -> flags.put("retention.time", time.toSeconds() + "s"));
        return new PrometheusOptions(
                prometheus.features(), prometheus.evaluation(), prometheus.adminApi(), flags);
    }

    /// Starts a server; see [dev.trine.cli.ServerStarter].
    static Server start(ServerConfig config, boolean demo) throws StartException {
        Clock clock = new SystemClock();
        MetricRegistry registry = new MetricRegistry();
        AtomicBoolean ready = new AtomicBoolean();
        Ports ports = Ports.of(config.listeners());
        NetLimits netLimits = NetLimits.forHeap(Runtime.getRuntime().maxMemory());
        HttpServer http = new HttpServer(netLimits, registry);
        try {
            Routes starting = operation(registry, ready);
            OperationRoutes.addStarting(starting);
            http.open(ports.all(), starting);
            Storage storage = Storage.open(config.storage(), clock, registry);
            Server server = new Server(config, demo, clock, registry, ready, ports, http, storage);
            server.serve(config);
            return server;
        } catch (ListenException | StorageOpenException refused) {
            stop(http);
            throw new StartException(String.valueOf(refused.getMessage()), refused);
        }
    }

    /// Opens the doors.
    private void serve(ServerConfig config) {
        OtlpLimits limits = OtlpLimits.forHeap(Runtime.getRuntime().maxMemory());
        DecodeTurns turns = new DecodeTurns();
        BatchMemory batchMemory = new BatchMemory(Runtime.getRuntime().maxMemory() / 10);
        OtlpEndpoints otlp =
                new OtlpEndpoints(
                        new OtlpDecoder(limits), ingest, turns, batchMemory, rejections, clock);
        Routes main = operation(registry, ready);
        otlp.add(main);
        otlp.addPrometheusPaths(main);
        api.addTo(main, FailureForms.json());
        prometheus.addTo(main);
        new RemoteWrite(ingest, turns, batchMemory, rejections, clock, limits.records())
                .addTo(main);
        tinyobs =
                Optional.of(
                        new TinyobsApi(
                                storage,
                                queries,
                                ingest,
                                turns,
                                batchMemory,
                                rejections,
                                clock,
                                limits.records(),
                                new ServedBy(Version.text(), config.storage().retentionBytes())));
        tinyobs.get().addTo(main);
        new UiFiles(Server.class.getClassLoader()).add(main);
        http.serve(ports.api, main);
        Routes otlpOnly = operation(registry, ready);
        otlp.add(otlpOnly);
        otlp.addStray(otlpOnly);
        http.serve(ports.otlpGrpc, otlpOnly);
        http.serve(ports.otlpHttp, otlpOnly);
        String instance = ports.bound(http).http().toString();
        selfMonitoring =
                config.selfInterval()
                        .map(every -> new SelfMonitoring(registry, ingest, clock, every, instance));
        ready.set(true);
    }

    @Override
    public Listeners listeners() {
        return ports.bound(http);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            ready.set(false);
            selfMonitoring.ifPresent(SelfMonitoring::close);
            tinyobs.ifPresent(TinyobsApi::close);
            stop(http);
            api.close();
            queries.close();
            storage.close();
        }
    }

    private static Routes operation(MetricRegistry registry, AtomicBoolean ready) {
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

        List<HttpListener> all() {
            return List.of(api, otlpGrpc, otlpHttp);
        }

        /// The addresses with the ports that were free.
        Listeners bound(HttpServer http) {
            return new Listeners(
                    address(http, api), address(http, otlpGrpc), address(http, otlpHttp));
        }

        /// The same by the names that the API has for them.
        Map<String, String> addresses(HttpServer http) {
            Listeners bound = bound(http);
            return Map.of(
                    "http", bound.http().toString(),
                    "otlp_grpc", bound.otlpGrpc().toString(),
                    "otlp_http", bound.otlpHttp().toString());
        }

        private static ListenAddress address(HttpServer http, HttpListener listener) {
            return new ListenAddress(listener.host(), http.port(listener));
        }

        private static HttpListener listener(Setting setting, ListenAddress address) {
            return new HttpListener(setting.flag(), address.host(), address.port());
        }
    }
}
