package dev.trine.protocol.prometheus;

import dev.trine.model.Clock;
import dev.trine.net.Endpoint;
import dev.trine.net.Routes;
import dev.trine.protocol.MetricQueries;
import dev.trine.protocol.prometheus.federate.Federation;
import dev.trine.protocol.prometheus.read.RemoteRead;
import dev.trine.storage.Storage;
import java.util.List;

/// Prometheus's HTTP query API over the stored metrics, at the root and under `/prometheus`, where
/// Mimir has it.
///
/// Source: Prometheus documentation, "HTTP API"; `web/api/v1` of Prometheus.
public final class PrometheusApi {
    private static final List<String> PREFIXES = List.of("", "/prometheus");

    private final QueryEndpoints queries;
    private final LabelEndpoints labels;
    private final ExemplarEndpoint exemplars;
    private final StatusEndpoints status;
    private final AdminEndpoints admin;
    private final Federation federation;
    private final RemoteRead remoteRead;

    /// @param version Trine's own
    public PrometheusApi(
            MetricQueries metrics,
            Storage storage,
            Clock clock,
            PrometheusOptions options,
            String version) {
        queries =
                new QueryEndpoints(
                        metrics.engine(), metrics.stored(), metrics.pool(), options, clock);
        labels = new LabelEndpoints(metrics.stored(), metrics.pool());
        status = new StatusEndpoints(storage, metrics, clock, options.flags(), version);
        admin = new AdminEndpoints(storage, metrics.stored(), options.adminApi());
        exemplars = new ExemplarEndpoint(metrics.stored(), options.features(), metrics.pool());
        long lookbackMs = options.evaluation().lookbackMs();
        federation = new Federation(metrics.stored(), metrics.pool(), clock, lookbackMs);
        remoteRead = new RemoteRead(metrics.stored(), metrics.pool());
    }

    /// Adds the routes.
    public void addTo(Routes routes) {
        for (String prefix : PREFIXES) {
            federation.addTo(routes, prefix);
            remoteRead.addTo(routes, prefix);
            Registry to = new Registry(routes, prefix + "/api/v1");
            to.both("/query", queries::instant);
            to.both("/query_range", queries::range);
            to.both("/query_exemplars", exemplars::exemplars);
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
            to.get("/rules", RuleEndpoints::rules);
            to.get("/alerts", RuleEndpoints::alerts);
            to.get("/targets", status::noTargets);
            to.get("/targets/metadata", status::noTargetMetadata);
            to.get("/scrape_pools", status::noScrapePools);
            to.get("/alertmanagers", status::noAlertManagers);
            to.change("/admin/tsdb/delete_series", admin::deleteSeries);
            to.change("/admin/tsdb/clean_tombstones", admin::cleanTombstones);
            to.change("/admin/tsdb/snapshot", admin::snapshot);
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
}
