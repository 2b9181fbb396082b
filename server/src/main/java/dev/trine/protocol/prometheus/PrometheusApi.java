package dev.trine.protocol.prometheus;

import dev.trine.model.Clock;
import dev.trine.net.Endpoint;
import dev.trine.net.Exchange;
import dev.trine.net.Routes;
import dev.trine.query.exec.QueryLimits;
import dev.trine.query.exec.QueryPool;
import dev.trine.query.exec.Workers;
import dev.trine.query.metrics.series.StoredSeries;
import dev.trine.query.metrics.series.Translation;
import dev.trine.query.promql.eval.Engine;
import dev.trine.query.promql.library.FunctionLibrary;
import dev.trine.query.promql.parse.Features;
import dev.trine.storage.Storage;
import java.util.List;

/// Prometheus's HTTP query API over the stored metrics, at the root and under `/prometheus`, where
/// Mimir has it. Owns the threads that its queries run on.
///
/// Source: Prometheus documentation, "HTTP API"; `web/api/v1` of Prometheus.
public final class PrometheusApi implements AutoCloseable {
    private static final List<String> PREFIXES = List.of("", "/prometheus");

    private final QueryPool pool;
    private final Workers workers;
    private final QueryEndpoints queries;
    private final LabelEndpoints labels;
    private final StatusEndpoints status;

    /// @param version Trine's own
    public PrometheusApi(
            Storage storage,
            Clock clock,
            QueryLimits limits,
            Translation translation,
            String version) {
        pool = new QueryPool(clock, limits);
        workers = new Workers(Math.max(0, limits.threads() - 1));
        // A series in an index takes some hundred bytes: at most a fifth of the heap for all.
        long maxIndexed = Math.max(100_000, Runtime.getRuntime().maxMemory() / 5 / 400);
        StoredSeries stored = new StoredSeries(storage.metrics(), translation, maxIndexed);
        Engine engine = new Engine(FunctionLibrary.functions(), Features.all(), workers);
        queries = new QueryEndpoints(engine, stored, pool, clock);
        labels = new LabelEndpoints(stored, pool);
        status = new StatusEndpoints(storage, stored, pool, clock, version);
    }

    /// Adds the routes.
    public void addTo(Routes routes) {
        for (String prefix : PREFIXES) {
            Registry to = new Registry(routes, prefix + "/api/v1");
            to.both("/query", queries::instant);
            to.both("/query_range", queries::range);
            to.both("/format_query", queries::format);
            to.both("/parse_query", queries::parse);
            to.both("/series", labels::series);
            to.both("/labels", labels::names);
            to.get("/label/{name}/values", labels::values);
            to.get("/metadata", labels::metadata);
            to.get("/status/buildinfo", status::buildInfo);
            to.get("/status/runtimeinfo", status::runtimeInfo);
            to.get("/status/config", status::config);
            to.get("/status/flags", status::flags);
            to.get("/status/walreplay", status::walReplay);
            to.get("/status/tsdb", status::tsdb);
            to.get("/rules", status::noRules);
            to.get("/alerts", status::noAlerts);
            to.get("/targets", status::noTargets);
            to.get("/targets/metadata", status::noTargetMetadata);
            to.get("/scrape_pools", status::noScrapePools);
            to.get("/alertmanagers", status::noAlertManagers);
            for (String unbuilt : List.of("delete_series", "clean_tombstones", "snapshot")) {
                to.change("/admin/tsdb/" + unbuilt, PrometheusApi::unbuilt);
            }
        }
    }

    private record Registry(Routes routes, String prefix) {
        void get(String path, Endpoint endpoint) {
            add("GET", path, endpoint);
        }

        void both(String path, Endpoint endpoint) {
            add("GET", path, endpoint);
            add("POST", path, endpoint);
        }

        void change(String path, Endpoint endpoint) {
            add("POST", path, endpoint);
            add("PUT", path, endpoint);
        }

        private void add(String method, String path, Endpoint endpoint) {
            routes.add(method, prefix + path, QueryGuard.guarded(endpoint), QueryGuard.failures());
        }
    }

    private static void unbuilt(Exchange exchange) {
        throw new ApiException(
                ApiException.Type.NOT_IMPLEMENTED,
                exchange.path() + " is not built yet: stored data can't be deleted by series");
    }

    /// Stops all queries under way.
    @Override
    public void close() {
        pool.close();
        workers.close();
    }
}
