package dev.trine.protocol;

import dev.trine.model.Clock;
import dev.trine.query.exec.QueryLimits;
import dev.trine.query.exec.QueryPool;
import dev.trine.query.exec.Workers;
import dev.trine.query.metrics.series.StoredSeries;
import dev.trine.query.metrics.series.Translation;
import dev.trine.query.promql.eval.Engine;
import dev.trine.query.promql.library.FunctionLibrary;
import dev.trine.query.promql.parse.Features;
import dev.trine.storage.Storage;

/// What all protocols that query metrics share: one index of the stored series, one PromQL engine, one
/// pool of threads.
///
/// @param stored the stored metrics as Prometheus series
/// @param engine reads `stored` or any other source
/// @param pool where queries run
/// @param workers that the queries under way share their loops with
public record MetricQueries(StoredSeries stored, Engine engine, QueryPool pool, Workers workers)
        implements AutoCloseable {
    /// Over the metrics of a store.
    ///
    /// @param translation how OTLP metrics are shown
    /// @param features parts of PromQL that are switched on
    public static MetricQueries of(
            Storage storage,
            Clock clock,
            QueryLimits limits,
            Translation translation,
            Features features) {
        Workers workers = new Workers(Math.max(0, limits.threads() - 1));
        // At most a fifth of the heap for all indexes.
        long indexBytes = Runtime.getRuntime().maxMemory() / 5;
        return new MetricQueries(
                new StoredSeries(storage.metrics(), translation, indexBytes),
                new Engine(FunctionLibrary.functions(), features, workers),
                new QueryPool(clock, limits),
                workers);
    }

    /// Stops all queries under way.
    @Override
    public void close() {
        pool.close();
        workers.close();
    }
}
