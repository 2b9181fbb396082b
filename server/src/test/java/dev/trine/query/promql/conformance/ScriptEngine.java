package dev.trine.query.promql.conformance;

import dev.trine.model.Clock;
import dev.trine.query.exec.Query;
import dev.trine.query.exec.Workers;
import dev.trine.query.promql.eval.Answer;
import dev.trine.query.promql.eval.Engine;
import dev.trine.query.promql.function.EvaluationOptions;
import dev.trine.query.promql.library.FunctionLibrary;
import dev.trine.query.promql.parse.Features;
import dev.trine.query.series.SeriesSource;
import dev.trine.query.series.StepGrid;

/// The engine with the settings that the scripts are written for.
final class ScriptEngine implements AutoCloseable {
    private static final int TIMEOUT_MS = 100_000;
    private static final long BUDGET_BYTES = 256L << 20;
    private static final int MAX_SAMPLES = 10_000;

    private final Workers workers = new Workers(1);
    private final Engine engine = new Engine(FunctionLibrary.functions(), Features.all(), workers);
    private final EvaluationOptions options =
            new EvaluationOptions(300_000, 60_000, true, true, false, MAX_SAMPLES);

    Answer instant(String query, long timeMs, SeriesSource source) {
        return engine.instant(query, timeMs, source, options, budget());
    }

    Answer range(String query, StepGrid grid, SeriesSource source) {
        return engine.range(query, grid, source, options, budget());
    }

    private static Query budget() {
        return new Query(new Monotonic(), TIMEOUT_MS, BUDGET_BYTES);
    }

    private static final class Monotonic implements Clock {
        @Override
        public long unixNanos() {
            return 0;
        }

        @Override
        public long monotonicNanos() {
            return System.nanoTime();
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
