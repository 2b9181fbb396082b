package dev.trine.query.promql.conformance;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Scripts of our own, in the format of Prometheus's.
class OwnScriptsTest {
    private static final ScriptEngine ENGINE = new ScriptEngine();

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    @TestFactory
    List<DynamicTest> language() throws IOException {
        ScriptRunner runner = new ScriptRunner(ENGINE);
        List<DynamicTest> tests = new ArrayList<>();
        for (ScriptCommand command : ScriptParser.parse(read("/promql/language.test"))) {
            String name =
                    command instanceof ScriptCommand.Eval eval
                            ? eval.line() + " " + eval.query()
                            : command.getClass().getSimpleName();
            tests.add(dynamicTest(name, () -> run(runner, command)));
        }
        return tests;
    }

    private static void run(ScriptRunner runner, ScriptCommand command) {
        switch (command) {
            case ScriptCommand.Clear _ -> runner.clear();
            case ScriptCommand.Load load -> runner.load(load);
            case ScriptCommand.Eval eval -> runner.evaluate(eval);
        }
    }

    private static String read(String path) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(OwnScriptsTest.class.getResourceAsStream(path))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
