package dev.trine.query.promql.conformance;

import dev.trine.query.promql.conformance.ScriptCommand.Eval;
import dev.trine.query.promql.conformance.ScriptCommand.Expectation;
import dev.trine.query.promql.conformance.ScriptCommand.Expectation.Kind;
import dev.trine.query.promql.eval.Answer;
import java.util.List;

/// Compares the annotations of an answer with those expected.
final class Annotated {
    private Annotated() {}

    /// @param positions whether the places in the texts are those of the query as written
    static void check(Eval eval, Answer answer, boolean positions) {
        check(eval, Kind.WARN, Kind.NO_WARN, answer.warnings(), positions);
        check(eval, Kind.INFO, Kind.NO_INFO, answer.infos(), positions);
    }

    private static void check(
            Eval eval, Kind wanted, Kind unwanted, List<String> texts, boolean positions) {
        if (eval.expects(unwanted) && !texts.isEmpty()) {
            throw new AssertionError("unwanted: " + texts);
        }
        List<Expectation> expected = eval.of(wanted);
        if (expected.isEmpty()) {
            return;
        }
        if (texts.isEmpty()) {
            throw new AssertionError("expected " + expected + ", got none");
        }
        for (Expectation one : expected) {
            if (texts.stream().noneMatch(text -> matches(one, text, positions))) {
                throw new AssertionError("expected " + one + ", got " + texts);
            }
        }
        for (String text : texts) {
            if (expected.stream().noneMatch(one -> matches(one, text, positions))) {
                throw new AssertionError("unexpected: " + text);
            }
        }
    }

    private static boolean matches(Expectation expected, String text, boolean positions) {
        if (positions || expected.message() == null) {
            return expected.matches(text) || expected.matches(withoutPlace(text));
        }
        return withoutPlace(expected.message()).equals(withoutPlace(text));
    }

    private static String withoutPlace(String text) {
        return text.replaceFirst(" \\([0-9]+:[0-9]+\\)$", "");
    }
}
