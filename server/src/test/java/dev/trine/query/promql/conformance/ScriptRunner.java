package dev.trine.query.promql.conformance;

import dev.trine.model.Labels;
import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.conformance.ScriptCommand.Eval;
import dev.trine.query.promql.conformance.ScriptCommand.Expectation;
import dev.trine.query.promql.eval.Answer;
import dev.trine.query.promql.function.EvaluationException;
import dev.trine.query.promql.parse.Features;
import dev.trine.query.promql.parse.Parser;
import dev.trine.query.series.StepGrid;
import dev.trine.query.series.StepSeries;
import dev.trine.query.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.List;

/// Runs the commands of a script: loads data, evaluates queries in all the ways they must agree in,
/// and says what is wrong.
final class ScriptRunner {
    private static final long MINUTE = 60_000;

    private final MemorySeriesSource source = new MemorySeriesSource();
    private final ScriptEngine engine;

    ScriptRunner(ScriptEngine engine) {
        this.engine = engine;
    }

    void clear() {
        source.clear();
    }

    void load(ScriptCommand.Load load) {
        List<SeriesLine> lines = load.lines();
        for (int i = 0; i < lines.size(); i++) {
            SeriesLine line = lines.get(i);
            if (!line.starts()) {
                SeriesLine starts = i > 0 && lines.get(i - 1).starts() ? lines.get(i - 1) : null;
                store(line, starts, load.stepMs());
            }
        }
        if (load.withHistograms()) {
            ClassicConversion.convert(lines, load.stepMs(), source);
        }
    }

    private void store(SeriesLine line, SeriesLine starts, long stepMs) {
        for (int i = 0; i < line.points().size(); i++) {
            Point point = line.points().get(i);
            if (!point.gap()) {
                long time = i * stepMs;
                Point start = starts == null ? Point.GAP : starts.points().get(i);
                source.add(
                        line.labels(),
                        time,
                        point.value(),
                        point.histogram(),
                        start.gap() ? 0 : time + (long) start.value());
            }
        }
    }

    /// Evaluates and compares.
    ///
    /// @throws AssertionError when an answer is wrong
    void evaluate(Eval eval) {
        if (eval.range()) {
            StepGrid grid = new StepGrid(eval.startMs(), eval.endMs(), eval.stepMs());
            Answer answer = answer(eval, () -> engine.range(eval.query(), grid, source));
            if (answer != null) {
                check(eval, answer, true);
            }
            return;
        }
        instant(eval, eval.query(), eval.startMs());
        String fixed = fixed(eval);
        if (fixed != null) {
            for (long time : otherTimes(eval.startMs())) {
                instant(eval, fixed, time);
            }
        }
    }

    private static long[] otherTimes(long time) {
        return time == 0
                ? new long[] {-1000, 0, 1000}
                : new long[] {-10 * time, 0, time / 5, time, 10 * time};
    }

    /// The query with all times fixed, null where the answer depends on the time even so.
    private static String fixed(Eval eval) {
        try {
            Expr expr = Parser.parse(eval.query(), Features.all());
            return AtModifiers.isTimeDependent(expr)
                    ? null
                    : new AtModifiers(eval.startMs()).fix(expr).toString();
        } catch (SyntaxException e) {
            if (eval.expects(Expectation.Kind.FAIL)) {
                return null;
            }
            throw e;
        }
    }

    private void instant(Eval eval, String query, long timeMs) {
        Answer answer = answer(eval, () -> engine.instant(query, timeMs, source));
        if (answer == null) {
            return;
        }
        check(eval, answer, query.equals(eval.query()));
        boolean ofQuery =
                query.contains("start()")
                        || query.contains("end()")
                        || query.contains("range()")
                        || query.contains("step()");
        boolean ordered = eval.expects(Expectation.Kind.ORDERED);
        if (!ofQuery && !ordered && eval.text() == null && eval.expectedRange() == null) {
            middleOfRange(eval, query, timeMs, answer);
        }
    }

    private void middleOfRange(Eval eval, String query, long timeMs, Answer instant) {
        StepGrid grid = new StepGrid(timeMs - MINUTE, timeMs + MINUTE, MINUTE);
        Answer range = engine.range(query, grid, source);
        if (!(range.result() instanceof Answer.Result.Matrix matrix)) {
            throw new AssertionError("no matrix: " + range);
        }
        requireSorted(matrix.series());
        if (instant.result() instanceof Answer.Result.Scalar) {
            Comparison.scalar(eval, matrix.series().get(0).column().number(1));
            return;
        }
        List<StepSeries> middle = new ArrayList<>();
        for (StepSeries series : matrix.series()) {
            if (series.column().has(1)) {
                middle.add(series);
            }
        }
        try {
            Comparison.vector(eval, middle, 1, false);
        } catch (AssertionError e) {
            throw new AssertionError("as a range query: " + query + ": " + e.getMessage(), e);
        }
    }

    /// The answer, null when the query failed as it should.
    private static Answer answer(Eval eval, java.util.function.Supplier<Answer> query) {
        Answer answer;
        try {
            answer = query.get();
        } catch (SyntaxException | EvaluationException e) {
            for (Expectation failure : eval.of(Expectation.Kind.FAIL)) {
                String text =
                        e instanceof SyntaxException syntax ? syntax.problem() : e.getMessage();
                if (!failure.matches(text) && !failure.matches(e.getMessage())) {
                    throw new AssertionError("another failure: " + e.getMessage(), e);
                }
                return null;
            }
            throw new AssertionError("failed: " + e.getMessage(), e);
        }
        if (eval.expects(Expectation.Kind.FAIL)) {
            throw new AssertionError("did not fail: " + answer);
        }
        return answer;
    }

    private static void check(Eval eval, Answer answer, boolean positions) {
        Annotated.check(eval, answer, positions);
        switch (answer.result()) {
            case Answer.Result.Scalar scalar -> Comparison.scalar(eval, scalar.number());
            case Answer.Result.Text text -> {
                if (!text.text().equals(eval.text())) {
                    throw new AssertionError("got string " + text.text());
                }
            }
            case Answer.Result.Vector vector ->
                    Comparison.vector(
                            eval, vector.series(), 0, eval.expects(Expectation.Kind.ORDERED));
            case Answer.Result.Matrix matrix -> {
                requireSorted(matrix.series());
                Comparison.matrix(eval, matrix);
            }
            case Answer.Result.Ranges ranges -> Comparison.ranges(eval, ranges.series());
        }
    }

    private static void requireSorted(List<StepSeries> series) {
        for (int i = 1; i < series.size(); i++) {
            Labels before = series.get(i - 1).labels();
            if (before.compareTo(series.get(i).labels()) > 0) {
                throw new AssertionError("not sorted by labels: " + before);
            }
        }
    }
}
