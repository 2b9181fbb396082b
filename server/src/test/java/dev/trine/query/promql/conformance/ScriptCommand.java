package dev.trine.query.promql.conformance;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One command of a script.
sealed interface ScriptCommand {
    /// Drops all data.
    record Clear() implements ScriptCommand {}

    /// Stores series.
    ///
    /// @param withHistograms whether classic histograms are stored as native ones besides
    record Load(long stepMs, boolean withHistograms, List<SeriesLine> lines)
            implements ScriptCommand {}

    /// Evaluates a query and says what has to come of it.
    ///
    /// @param line where it stands in the script, from 1
    /// @param expectations of errors and annotations
    /// @param text the string expected, null when none is
    /// @param number the scalar expected, null when none is
    /// @param expectedRange the times of an expected range vector, null when none is expected
    record Eval(
            int line,
            String query,
            boolean range,
            long startMs,
            long endMs,
            long stepMs,
            List<Expectation> expectations,
            @Nullable String text,
            @Nullable Double number,
            long @Nullable [] expectedRange,
            List<SeriesLine> series)
            implements ScriptCommand {
        boolean expects(Expectation.Kind kind) {
            return expectations.stream().anyMatch(one -> one.kind() == kind);
        }

        List<Expectation> of(Expectation.Kind kind) {
            return expectations.stream().filter(one -> one.kind() == kind).toList();
        }
    }

    /// What is expected of errors, annotations and order.
    ///
    /// @param message the exact text, null when it is not given
    /// @param regex a pattern to be found in the text, null when it is not given
    record Expectation(Kind kind, @Nullable String message, @Nullable Pattern regex) {
        enum Kind {
            FAIL,
            WARN,
            INFO,
            NO_WARN,
            NO_INFO,
            ORDERED
        }

        boolean matches(String text) {
            return message != null
                    ? message.equals(text)
                    : regex == null || regex.matcher(text).find();
        }
    }
}
