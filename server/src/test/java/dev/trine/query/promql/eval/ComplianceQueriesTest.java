package dev.trine.query.promql.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trine.model.Clock;
import dev.trine.model.Labels;
import dev.trine.query.exec.Query;
import dev.trine.query.exec.Workers;
import dev.trine.query.promql.function.EvaluationOptions;
import dev.trine.query.promql.library.FunctionLibrary;
import dev.trine.query.promql.parse.Features;
import dev.trine.query.series.StepGrid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Runs the list of queries by which Prometheus-compatible systems are compared: each has to be
/// answered, or refused, as the list says. What the answers are is for other tests.
class ComplianceQueriesTest {
    private static final String LIST = "/conformance/promql/compliance/promql-test-queries.yml";
    private static final long END_MS = 1_700_000_000_000L;

    private static final Map<String, List<String>> VARIANTS =
            Map.ofEntries(
                    Map.entry("range", List.of("1s", "15s", "1m", "5m", "15m", "1h")),
                    Map.entry("offset", List.of("1m", "5m", "10m")),
                    Map.entry(
                            "simpleAggrOp",
                            List.of("sum", "avg", "max", "min", "count", "stddev", "stdvar")),
                    Map.entry(
                            "simpleTimeAggrOp",
                            List.of(
                                    "sum", "avg", "max", "min", "count", "stddev", "stdvar",
                                    "absent", "last")),
                    Map.entry("topBottomOp", List.of("topk", "bottomk")),
                    Map.entry(
                            "quantile",
                            List.of(
                                    "-0.5", "0.1", "0.5", "0.75", "0.95", "0.90", "0.99", "1",
                                    "1.5")),
                    Map.entry("arithBinOp", List.of("+", "-", "*", "/", "%", "^")),
                    Map.entry("compBinOp", List.of("==", "!=", "<", ">", "<=", ">=")),
                    Map.entry(
                            "binOp",
                            List.of(
                                    "+", "-", "*", "/", "%", "^", "==", "!=", "<", ">", "<=",
                                    ">=")),
                    Map.entry(
                            "simpleMathFunc",
                            List.of(
                                    "abs", "ceil", "floor", "exp", "sqrt", "ln", "log2", "log10",
                                    "round")),
                    Map.entry("extrapolatedRateFunc", List.of("delta", "rate", "increase")),
                    Map.entry("instantRateFunc", List.of("idelta", "irate")),
                    Map.entry("clampFunc", List.of("clamp_min", "clamp_max")),
                    Map.entry(
                            "dateFunc",
                            List.of(
                                    "day_of_month",
                                    "day_of_week",
                                    "days_in_month",
                                    "hour",
                                    "minute",
                                    "month",
                                    "year")));

    private static final Workers WORKERS = new Workers(1);

    private final Engine engine = new Engine(FunctionLibrary.functions(), Features.none(), WORKERS);
    private final MemorySeries series = demo();

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private record Case(String query, boolean refused) {}

    @Test
    void everyQueryIsAnsweredOrRefusedAsExpected() throws IOException {
        List<Case> cases = cases();
        assertThat(cases).hasSize(539);
        for (Case one : cases) {
            if (one.refused()) {
                assertThatThrownBy(() -> run(one.query())).as(one.query()).isNotNull();
            } else {
                assertThatCode(() -> run(one.query())).as(one.query()).doesNotThrowAnyException();
            }
        }
    }

    private Answer run(String query) {
        StepGrid grid = new StepGrid(END_MS - 600_000, END_MS, 10_000);
        Query budget = new Query(new Running(), 60_000, 1L << 28);
        return engine.range(query, grid, series, EvaluationOptions.standard(), budget);
    }

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream in =
                Objects.requireNonNull(ComplianceQueriesTest.class.getResourceAsStream(LIST))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Map<?, ?> list =
                    (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
            for (Object entry : (List<?>) list.get("test_cases")) {
                Map<?, ?> test = (Map<?, ?>) entry;
                String query = (String) test.get("query");
                // Since labels may have any name, these are no mistakes any more.
                boolean refused =
                        test.get("should_fail") == Boolean.TRUE && !query.contains("~invalid");
                List<?> variants =
                        test.get("variant_args") == null
                                ? List.of()
                                : (List<?>) test.get("variant_args");
                expand(query, refused, variants, cases);
            }
        }
        return cases;
    }

    private static void expand(String query, boolean refused, List<?> variants, List<Case> cases) {
        if (variants.isEmpty()) {
            cases.add(new Case(query, refused));
            return;
        }
        String name = (String) variants.get(0);
        for (String value : VARIANTS.get(name)) {
            expand(
                    query.replace("{{." + name + "}}", value),
                    refused,
                    variants.subList(1, variants.size()),
                    cases);
        }
    }

    /// Three instances, scraped every five seconds for two hours.
    private static MemorySeries demo() {
        MemorySeries series = new MemorySeries();
        for (int i = 0; i < 3; i++) {
            String instance = "demo.promlabs.com:1000" + i;
            for (String type : List.of("buffers", "cached", "free", "used")) {
                add(series, i, "demo_memory_usage_bytes", instance, "type", type);
            }
            for (String mode : List.of("idle", "system", "user")) {
                add(series, i, "demo_cpu_usage_seconds_total", instance, "mode", mode);
            }
            for (String le : List.of("0.1", "1", "+Inf")) {
                add(series, i, "demo_api_request_duration_seconds_bucket", instance, "le", le);
            }
            for (String name :
                    List.of(
                            "demo_num_cpus",
                            "demo_disk_usage_bytes",
                            "demo_batch_last_success_timestamp_seconds",
                            "demo_intermittent_metric")) {
                add(series, i, name, instance, "", "");
            }
        }
        return series;
    }

    private static void add(
            MemorySeries series, int i, String name, String instance, String label, String value) {
        int size = 1_440;
        long[] times = new long[size];
        double[] values = new double[size];
        for (int k = 0; k < size; k++) {
            times[k] = END_MS - (size - k) * 5_000L;
            values[k] = name.endsWith("cpus") ? 4 : (k + 1.0) * (i + 1);
        }
        Labels labels = Labels.of(Labels.NAME, name, "instance", instance, "job", "demo");
        series.add(label.isEmpty() ? labels : labels.with(label, value), times, values);
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
