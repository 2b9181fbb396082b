package dev.trine.protocol.tinyobs;

import dev.trine.ingest.BatchMemory;
import dev.trine.ingest.DecodeTurns;
import dev.trine.ingest.Ingest;
import dev.trine.ingest.RejectionLog;
import dev.trine.model.Clock;
import dev.trine.net.Endpoint;
import dev.trine.net.Exchange;
import dev.trine.net.HttpFailure;
import dev.trine.net.Routes;
import dev.trine.protocol.MetricQueries;
import dev.trine.protocol.QueryFailures;
import dev.trine.query.exec.QueryException;
import dev.trine.query.promql.function.EvaluationException;
import dev.trine.query.syntax.SyntaxException;
import dev.trine.storage.Storage;
import dev.trine.wire.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The HTTP API of TinyObs. Owns the thread that sends updates. Failures are
/// `{"status":"error","error":"what happened"}`.
///
/// Source: TinyObs, `pkg/server` and `pkg/ingest`, version 2.2; where it guesses (a time that can't be
/// read, a matcher that it does not know), this refuses.
public final class TinyobsApi implements AutoCloseable {
    private final WriteEndpoints writes;
    private final SampleEndpoints samples;
    private final PromqlEndpoints promql;
    private final ExportEndpoint export;
    private final StateEndpoints state;
    private final LiveUpdates updates;

    /// @param turns shared by all protocols
    /// @param memory likewise
    /// @param importedSamples of one import
    public TinyobsApi(
            Storage storage,
            MetricQueries queries,
            Ingest ingest,
            DecodeTurns turns,
            BatchMemory memory,
            RejectionLog rejectionLog,
            Clock clock,
            int importedSamples,
            ServedBy server) {
        writes = new WriteEndpoints(ingest, turns, memory, rejectionLog, clock, importedSamples);
        samples = new SampleEndpoints(queries, clock);
        promql = new PromqlEndpoints(queries, clock);
        export = new ExportEndpoint(queries, clock);
        updates = new LiveUpdates(samples);
        state = new StateEndpoints(storage, queries, ingest, clock, server);
    }

    /// Adds the routes.
    public void addTo(Routes routes) {
        Routes.FailureForm noted =
                (exchange, failure) -> {
                    writes.note(failure.status(), failure.getMessage());
                    respond(exchange, failure);
                };
        routes.add("POST", "/ingest", writes::ingest, noted);
        routes.add("POST", "/v1/ingest", writes::ingest, noted);
        routes.add("POST", "/v1/import", writes::importAll, noted);
        read(routes, "GET", "/v1/metrics", samples::latest);
        read(routes, "GET", "/v1/metrics/list", samples::names);
        read(routes, "GET", "/v1/query", samples::samples);
        read(routes, "GET", "/v1/query/range", samples::range);
        read(routes, "POST", "/v1/query/execute", promql::execute);
        read(routes, "GET", "/v1/query/instant", promql::instant);
        read(routes, "POST", "/v1/query/instant", promql::instant);
        read(routes, "GET", "/v1/export", export::export);
        read(routes, "GET", "/v1/stats", state::stats);
        read(routes, "GET", "/v1/cardinality", state::cardinality);
        read(routes, "GET", "/v1/storage", state::storage);
        read(routes, "GET", "/v1/health", state::health);
        read(routes, "GET", "/v1/ws", updates::open);
    }

    /// Ends all updates.
    @Override
    public void close() {
        updates.close();
    }

    private static void read(Routes routes, String method, String path, Endpoint endpoint) {
        routes.add(method, path, guarded(endpoint), TinyobsApi::respond);
    }

    /// The one place where what a query throws becomes a status.
    private static Endpoint guarded(Endpoint endpoint) {
        return exchange -> {
            try {
                endpoint.handle(exchange);
            } catch (SyntaxException e) {
                throw new HttpFailure(400, "Query parse error: " + e.getMessage());
            } catch (EvaluationException e) {
                throw new HttpFailure(422, e.getMessage());
            } catch (QueryException e) {
                throw QueryFailures.of(e);
            }
        };
    }

    private static void respond(Exchange exchange, HttpFailure failure) throws IOException {
        StringBuilder body = new StringBuilder("{\"status\":\"error\",\"error\":");
        JsonText.quote(body, failure.getMessage());
        body.append('}');
        exchange.respond(
                failure.status(), JsonBody.TYPE, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
