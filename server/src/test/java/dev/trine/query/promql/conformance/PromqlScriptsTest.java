package dev.trine.query.promql.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Prometheus's own scripts for PromQL engines, each evaluation a test of its own. See the README
/// beside them.
class PromqlScriptsTest {
    /// How many evaluations each script has: none must be lost to the parser.
    private static final Map<String, Integer> EVALUATIONS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("aggregators", 160),
                            Map.entry("at_modifier", 78),
                            Map.entry("extended_vectors", 169),
                            Map.entry("functions", 431),
                            Map.entry("histograms", 185),
                            Map.entry("limit", 37),
                            Map.entry("literals", 25),
                            Map.entry("native_histograms", 522),
                            Map.entry("operators", 214),
                            Map.entry("range_queries", 18),
                            Map.entry("selectors", 31),
                            Map.entry("staleness", 17),
                            Map.entry("start_timestamps", 26),
                            Map.entry("subquery", 34)));

    private static final ScriptEngine ENGINE = new ScriptEngine();

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    @TestFactory
    List<DynamicNode> scripts() {
        List<DynamicNode> scripts = new ArrayList<>();
        for (String name : EVALUATIONS.keySet()) {
            scripts.add(dynamicContainer(name, tests(name)));
        }
        return scripts;
    }

    /// Loads are part of the evaluation that follows them, so that tests run in the script's order
    /// on the script's data.
    private static List<DynamicNode> tests(String name) {
        ScriptRunner runner = new ScriptRunner(ENGINE);
        List<DynamicNode> tests = new ArrayList<>();
        List<ScriptCommand> before = new ArrayList<>();
        for (ScriptCommand command : ScriptParser.parse(read(name))) {
            if (command instanceof ScriptCommand.Eval eval) {
                List<ScriptCommand> data = List.copyOf(before);
                before.clear();
                tests.add(
                        dynamicTest(
                                name + ":" + eval.line() + " " + eval.query(),
                                () -> {
                                    data.forEach(one -> prepare(runner, one));
                                    runner.evaluate(eval);
                                }));
            } else {
                before.add(command);
            }
        }
        return tests;
    }

    private static void prepare(ScriptRunner runner, ScriptCommand command) {
        switch (command) {
            case ScriptCommand.Clear _ -> runner.clear();
            case ScriptCommand.Load load -> runner.load(load);
            case ScriptCommand.Eval _ -> throw new IllegalStateException("an evaluation");
        }
    }

    private static String read(String name) {
        String path = "/conformance/promql/promqltest/" + name + ".test";
        try (InputStream in = PromqlScriptsTest.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void readsEveryEvaluation() {
        Map<String, Integer> found = new TreeMap<>();
        for (String name : EVALUATIONS.keySet()) {
            found.put(
                    name,
                    (int)
                            ScriptParser.parse(read(name)).stream()
                                    .filter(ScriptCommand.Eval.class::isInstance)
                                    .count());
        }
        assertThat(found).isEqualTo(EVALUATIONS);
    }
}
