package dev.trine.api;

import dev.trine.ingest.Ingest;
import dev.trine.ingest.RejectionLog;
import dev.trine.model.Clock;
import dev.trine.net.Endpoint;
import dev.trine.net.Exchange;
import dev.trine.net.HttpFailure;
import dev.trine.net.JsonAnswer;
import dev.trine.net.Routes;
import dev.trine.protocol.QueryFailures;
import dev.trine.query.exec.QueryException;
import dev.trine.query.exec.QueryLimits;
import dev.trine.query.exec.QueryPool;
import dev.trine.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Trine's own REST API. Owns the threads that its queries run on.
public final class RestApi implements AutoCloseable {
    private final QueryPool pool;
    private final TraceEndpoints traces;
    private final LogEndpoints logs;
    private final LogStream stream;
    private final MetricEndpoints metrics;
    private final ServiceEndpoints services;
    private final StatsEndpoint stats;

    public RestApi(
            Storage storage,
            Clock clock,
            QueryLimits limits,
            ServerFacts facts,
            Ingest ingest,
            RejectionLog rejections) {
        pool = new QueryPool(clock, limits);
        Search search = new Search(storage, pool);
        traces = new TraceEndpoints(search);
        logs = new LogEndpoints(search);
        stream = new LogStream(storage);
        metrics = new MetricEndpoints(search);
        services = new ServiceEndpoints(search);
        stats = new StatsEndpoint(facts, clock, search, ingest, rejections);
    }

    /// Adds the routes; literal ones before those with a name in the same place.
    ///
    /// @param failures how failures are put into words: `{"error": ...}`
    public void addTo(Routes routes, Routes.FailureForm failures) {
        Registry get = new Registry(routes, failures);
        get.add("/api/traces", traces::list);
        get.add("/api/traces/histogram", traces::histogram);
        get.add("/api/traces/{traceId}", traces::trace);
        get.add("/api/spans", traces::spans);
        get.add("/api/logs", logs::list);
        get.add("/api/logs/histogram", logs::histogram);
        get.add("/api/logs/stream", stream::stream);
        get.add("/api/metrics", metrics::list);
        get.add("/api/metrics/query", metrics::query);
        get.add("/api/metrics/{name}", metrics::metric);
        get.add("/api/metrics/{name}/resources", metrics::resources);
        get.add("/api/metrics/{name}/attributes", metrics::attributes);
        get.add("/api/service-map", services::map);
        get.add("/api/service-catalog", services::catalog);
        get.add("/api/services/{service}/operations", services::operations);
        get.add("/api/stats", stats::stats);
        get.add("/admin/stats", stats::stats);
        get.add("/openapi.json", RestApi::openApi);
        get.addUnbuilt("/admin/alerts");
        get.addUnbuilt("/api/opamp/{path...}");
    }

    private record Registry(Routes routes, Routes.FailureForm failures) {
        void add(String pattern, Endpoint endpoint) {
            routes.add("GET", pattern, guarded(endpoint), failures);
        }

        void addUnbuilt(String pattern) {
            routes.add("GET", pattern, RestApi::unbuilt, failures);
            routes.add("POST", pattern, RestApi::unbuilt, failures);
        }
    }

    /// The one place where what an endpoint throws becomes a status.
    private static Endpoint guarded(Endpoint endpoint) {
        return exchange -> {
            try {
                endpoint.handle(exchange);
            } catch (BadParameterException e) {
                throw new HttpFailure(400, e.getMessage());
            } catch (QueryException e) {
                throw QueryFailures.of(e);
            }
        };
    }

    private static void unbuilt(Exchange exchange) throws HttpFailure {
        throw new HttpFailure(
                501, exchange.path() + " is not built yet; /openapi.json lists what there is");
    }

    private static void openApi(Exchange exchange) throws IOException {
        exchange.respond(200, JsonAnswer.TYPE, openApiDocument());
    }

    private static byte[] openApiDocument() {
        try (InputStream in = RestApi.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("openapi.json is not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Stops all queries under way.
    @Override
    public void close() {
        pool.close();
    }
}
