package dev.trine.query.promql.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trine.model.Clock;
import dev.trine.model.Labels;
import dev.trine.query.exec.Query;
import dev.trine.query.exec.QueryException;
import dev.trine.query.exec.Workers;
import dev.trine.query.promql.function.EvaluationException;
import dev.trine.query.promql.function.EvaluationOptions;
import dev.trine.query.promql.parse.Features;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepGrid;
import dev.trine.query.series.StepSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineTest {
    private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);
    private static final double GAP = STALE;

    private final Workers workers = new Workers(1);
    private final Engine engine = new Engine(Map.of(), Features.all(), workers);
    private final MemorySeries series = new MemorySeries();

    @AfterEach
    void close() {
        workers.close();
    }

    private void load(String name, String label, double... values) {
        long[] times = new long[values.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = i * 60_000L;
        }
        series.add(Labels.of(Labels.NAME, name, "l", label), times, values);
    }

    /// One line a series: its labels and its values at 0, 1, 2 ... minutes.
    private List<String> range(String query, int minutes) {
        StepGrid grid = new StepGrid(0, minutes * 60_000L, 60_000);
        Answer answer =
                engine.range(query, grid, series, EvaluationOptions.standard(), budget(1 << 24));
        List<String> lines = new ArrayList<>();
        for (StepSeries one : ((Answer.Result.Matrix) answer.result()).series()) {
            lines.add(one.labels() + " " + values(one.column()));
        }
        return lines;
    }

    private static String values(StepColumn column) {
        StringBuilder text = new StringBuilder();
        for (int step = 0; step < column.size(); step++) {
            text.append(step == 0 ? "" : " ")
                    .append(column.has(step) ? String.valueOf(column.number(step)) : "_");
        }
        return text.toString();
    }

    private static Query budget(long bytes) {
        return new Query(new FixedClock(), 60_000, bytes);
    }

    private static final class FixedClock implements Clock {
        @Override
        public long monotonicNanos() {
            return 0;
        }

        @Override
        public long unixNanos() {
            return 0;
        }
    }

    @Test
    void aSelectorLooksBackFiveMinutesAndStopsAtTheEndOfASeries() {
        load("a", "x", 1, 2);
        load("a", "y", 1, STALE, 3);
        assertThat(range("a", 7))
                .containsExactly(
                        "{__name__=\"a\", l=\"x\"} 1.0 2.0 2.0 2.0 2.0 2.0 _ _",
                        "{__name__=\"a\", l=\"y\"} 1.0 _ 3.0 3.0 3.0 3.0 3.0 _");
    }

    @Test
    void offsetsAndFixedTimes() {
        load("a", "x", 1, 2, 3);
        assertThat(range("a offset 1m", 2)).containsExactly("{__name__=\"a\", l=\"x\"} _ 1.0 2.0");
        assertThat(range("a @ 60", 2)).containsExactly("{__name__=\"a\", l=\"x\"} 2.0 2.0 2.0");
        assertThat(range("a @ end() offset 1m", 2))
                .containsExactly("{__name__=\"a\", l=\"x\"} 2.0 2.0 2.0");
    }

    @Test
    void vectorsMatchByLabels() {
        load("a", "x", 1, 2, 3);
        load("b", "x", 10, STALE, 30);
        load("b", "y", 5, 5, 5);
        assertThat(range("a + b", 2)).containsExactly("{l=\"x\"} 11.0 _ 33.0");
        assertThat(range("b - on () group_left a", 2))
                .containsExactly("{l=\"x\"} 9.0 _ 27.0", "{l=\"y\"} 4.0 3.0 2.0");
        assertThat(range("b unless a", 2)).containsExactly("{__name__=\"b\", l=\"y\"} 5.0 5.0 5.0");
        assertThat(range("a and b", 2)).containsExactly("{__name__=\"a\", l=\"x\"} 1.0 _ 3.0");
        assertThat(range("b > 7", 2)).containsExactly("{__name__=\"b\", l=\"x\"} 10.0 _ 30.0");
        assertThatThrownBy(() -> range("a + on () b", 2))
                .isInstanceOf(EvaluationException.class)
                .hasMessage(
                        "found duplicate series for the match group {} on the right hand-side of"
                                + " the operation: [{__name__=\"b\", l=\"x\"}, {__name__=\"b\","
                                + " l=\"y\"}];many-to-many matching not allowed: matching labels"
                                + " must be unique on one side");
    }

    @Test
    void aggregationsGroupByLabels() {
        load("a", "x", 1, 2);
        load("a", "y", 3, STALE);
        load("b", "y", 5, 7);
        String all = "({__name__=~\"a|b\"})";
        assertThat(range("sum" + all, 1)).containsExactly("{} 9.0 9.0");
        assertThat(range("sum by (l) " + all, 1))
                .containsExactly("{l=\"x\"} 1.0 2.0", "{l=\"y\"} 8.0 7.0");
        assertThat(range("avg without (l) " + all, 1)).containsExactly("{} 3.0 4.5");
        assertThat(range("topk(1, a)", 1))
                .containsExactly(
                        "{__name__=\"a\", l=\"x\"} _ 2.0", "{__name__=\"a\", l=\"y\"} 3.0 _");
        assertThat(range("quantile(0.5, a)", 0)).containsExactly("{} 2.0");
        assertThat(range("count_values(\"v\", a)", 1))
                .containsExactly("{v=\"1\"} 1.0 _", "{v=\"2\"} _ 1.0", "{v=\"3\"} 1.0 _");
    }

    @Test
    void namesAreDroppedWhereMeaningChanges() {
        load("a", "x", 1, GAP, 3);
        load("b", "x", GAP, 2, GAP);
        assertThat(range("-{__name__=~\"a|b\", l=\"none\"}", 1)).isEmpty();
        assertThat(range("a * 2", 0)).containsExactly("{l=\"x\"} 2.0");
        assertThat(range("{__name__=~\"a|b\"} * 2", 2)).containsExactly("{l=\"x\"} 2.0 4.0 6.0");
        load("c", "x", 1, 1, 1);
        assertThatThrownBy(() -> range("{__name__=~\"a|c\"} * 2", 2))
                .hasMessage("vector cannot contain metrics with the same labelset");
    }

    @Test
    void aQueryOverItsBudgetIsGivenUp() {
        for (int i = 0; i < 1_000; i++) {
            load("a", "x" + i, 1, 2, 3);
        }
        StepGrid grid = new StepGrid(0, 600_000, 1_000);
        assertThatThrownBy(() ->
                        engine.range(
                                "a", grid, series, EvaluationOptions.standard(), budget(1 << 20)))
                .isInstanceOf(QueryException.TooLarge.class);
        EvaluationOptions few = new EvaluationOptions(300_000, 60_000, false, false, false, 1_000);
        assertThatThrownBy(() -> engine.range("a", grid, series, few, budget(1 << 30)))
                .hasMessage(
                        "query processing would load too many samples into memory in query"
                                + " execution");
    }

    @Test
    void aSubqueryOfManyStepsIsGivenUpBeforeItTakesMemory() {
        load("a", "x", 1, 2, 3);
        assertThatThrownBy(() ->
                        engine.instant(
                                "a[1y:1s]",
                                0,
                                series,
                                EvaluationOptions.standard(),
                                budget(1 << 26)))
                .isInstanceOf(QueryException.TooLarge.class);
        assertThatThrownBy(() -> range("absent_over_time(a[100y:1s])", 1))
                .hasMessageContaining("too many samples");
    }
}
