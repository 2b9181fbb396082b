package dev.trine.query.promql.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.Clock;
import dev.trine.model.Labels;
import dev.trine.query.exec.Query;
import dev.trine.query.exec.Workers;
import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.function.EvaluationException;
import dev.trine.query.promql.function.EvaluationOptions;
import dev.trine.query.promql.library.FunctionLibrary;
import dev.trine.query.promql.parse.Features;
import dev.trine.query.promql.parse.Parser;
import dev.trine.query.series.StepGrid;
import dev.trine.query.series.StepSeries;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The engine, which works on columns, against the naive evaluator, which goes step by step, on
/// random data and queries.
class ReferenceTest {
    private static final int ROUNDS = Integer.getInteger("trine.rounds", 12);
    private static final int QUERIES = 40;

    private final Workers workers = new Workers(1);
    private final Engine engine = new Engine(FunctionLibrary.functions(), Features.all(), workers);

    @Test
    void bothGiveTheSame() {
        long seed = Long.getLong("trine.seed", 20_260_801L);
        int answered = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(seed + round);
            RandomQueries queries = new RandomQueries(random);
            MemorySeries series = queries.data();
            for (int i = 0; i < QUERIES; i++) {
                String query = queries.vector(1 + random.nextInt(3));
                long start = random.nextInt(3_000_000);
                long step = 1 + random.nextInt(400_000);
                StepGrid grid = new StepGrid(start, start + step * random.nextInt(80), step);
                answered += compare(query, grid, series, "seed " + seed + " round " + round);
            }
        }
        workers.close();
        assertThat(answered).as("queries with an answer").isGreaterThan(ROUNDS * QUERIES / 3);
    }

    private int compare(String query, StepGrid grid, MemorySeries series, String where) {
        Map<Labels, Map<Integer, Double>> wanted = reference(query, grid, series);
        Map<Labels, Map<Integer, Double>> got = answer(query, grid, series);
        String what = where + ": " + query + " at " + grid;
        if (got == null && query.contains("_over_time(")) {
            // Series that come to the same labels are refused after a function over ranges even
            // where they never meet, as in Prometheus; the naive evaluator sees one step only.
            return 0;
        }
        if (wanted == null || got == null) {
            assertThat(got == null).as("refused: " + what).isEqualTo(wanted == null);
            return 0;
        }
        assertThat(got.keySet()).as(what).isEqualTo(wanted.keySet());
        wanted.forEach((labels, values) -> {
            assertThat(got.get(labels).keySet()).as(what).isEqualTo(values.keySet());
            values.forEach(
                    (at, value) -> assertClose(got.get(labels).get(at), value, what + labels));
        });
        return wanted.isEmpty() ? 0 : 1;
    }

    private static void assertClose(double got, double wanted, String what) {
        if (Double.compare(got, wanted) != 0 && got != wanted) {
            assertThat(Math.abs(got - wanted))
                    .as(what + ": " + got + ", not " + wanted)
                    .isLessThanOrEqualTo(1e-9 * Math.max(1, Math.abs(wanted)));
        }
    }

    /// Null when there is no answer.
    private static Map<Labels, Map<Integer, Double>> reference(
            String query, StepGrid grid, MemorySeries series) {
        Expr expr = Parser.parse(query, Features.all());
        NaiveEvaluator naive = new NaiveEvaluator(series, grid.startMs(), grid.endMs());
        Map<Labels, Map<Integer, Double>> all = new TreeMap<>();
        try {
            for (int i = 0; i < grid.size(); i++) {
                int at = i;
                naive.at(expr, grid.timeMs(i))
                        .forEach((labels, value) ->
                                all.computeIfAbsent(labels, _ -> new TreeMap<>()).put(at, value));
            }
        } catch (NaiveEvaluator.Refused _) {
            return null;
        }
        return all;
    }

    private Map<Labels, Map<Integer, Double>> answer(
            String query, StepGrid grid, MemorySeries series) {
        Query budget = new Query(new Running(), 60_000, 1L << 30);
        Map<Labels, Map<Integer, Double>> all = new TreeMap<>();
        try {
            Answer answer = engine.range(query, grid, series, EvaluationOptions.standard(), budget);
            for (StepSeries one : ((Answer.Result.Matrix) answer.result()).series()) {
                Map<Integer, Double> values = new TreeMap<>();
                for (int i = 0; i < grid.size(); i++) {
                    if (one.column().has(i)) {
                        values.put(i, one.column().number(i));
                    }
                }
                all.put(one.labels(), values);
            }
        } catch (EvaluationException _) {
            return null;
        }
        return all;
    }

    private static final class Running implements Clock {
        @Override
        public long unixNanos() {
            return 0;
        }

        @Override
        public long monotonicNanos() {
            return System.nanoTime();
        }
    }
}
