package dev.trine.protocol.tinyobs;

import dev.trine.model.Labels;
import dev.trine.net.Exchange;
import dev.trine.net.HttpFailure;
import dev.trine.query.promql.parse.Parser;
import dev.trine.query.series.LabelMatcher;
import dev.trine.query.syntax.SyntaxException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The parameters of a read. What is unknown or can't be read is refused, never replaced by a default.
final class ReadParameters {
    private final Exchange exchange;
    private final long nowMs;

    /// @param names the parameters that the endpoint knows
    ReadParameters(Exchange exchange, long nowMs, Set<String> names) throws HttpFailure {
        this.exchange = exchange;
        this.nowMs = nowMs;
        for (String given : exchange.queryNames()) {
            if (!names.contains(given)) {
                throw bad(
                        "unknown parameter " + given + " (expected one of: " + sorted(names) + ")");
            }
        }
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }

    /// The range of time from `start` to `end`, in ms, both included.
    record Range(long startMs, long endMs) {}

    static HttpFailure bad(String problem) {
        return new HttpFailure(400, problem);
    }

    Optional<String> text(String name) {
        return exchange.query(name).filter(value -> !value.isEmpty());
    }

    /// A value that has to be there.
    String required(String name) throws HttpFailure {
        return text(name).orElseThrow(() -> bad(name + " parameter is required"));
    }

    /// `start` and `end`; now is the end, and the start that long before it, unless given.
    Range range(long windowMs) throws HttpFailure {
        long endMs = timeMs("end", nowMs);
        long startMs = timeMs("start", Math.max(0, endMs - windowMs));
        if (endMs < startMs) {
            throw bad("end must not be before start");
        }
        return new Range(startMs, endMs);
    }

    long timeMs(String name, long whenAbsent) throws HttpFailure {
        Optional<String> text = text(name);
        return text.isEmpty() ? whenAbsent : timeMs(name, text.get());
    }

    static long timeMs(String name, String text) throws HttpFailure {
        try {
            return TimeText.queryMs(text);
        } catch (DateTimeException | ArithmeticException e) {
            throw bad(
                    "invalid "
                            + name
                            + ": \""
                            + text
                            + "\" is neither RFC 3339, such as 2026-01-31T12:00:00Z, nor seconds"
                            + " since 1970");
        }
    }

    int integer(String name, int whenAbsent, int max) throws HttpFailure {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return whenAbsent;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= 1 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw bad("invalid " + name + ": \"" + text.get() + "\" is not an integer");
        }
        throw bad(name + " must be between 1 and " + max);
    }

    /// The series that `metric`, `service` and the selector `match` name together; all when none is
    /// given.
    List<LabelMatcher> matchers() throws HttpFailure {
        List<LabelMatcher> matchers = new ArrayList<>();
        text("metric").ifPresent(name -> matchers.add(equal(Labels.NAME, name)));
        text("service").ifPresent(name -> matchers.add(equal("service", name)));
        Optional<String> selector = text("match");
        if (selector.isPresent()) {
            try {
                matchers.addAll(Parser.parseSelector(selector.get()));
            } catch (SyntaxException e) {
                throw bad("invalid match: " + e.getMessage());
            }
        }
        if (matchers.isEmpty()) {
            matchers.add(new LabelMatcher(LabelMatcher.Type.NOT_EQUAL, Labels.NAME, ""));
        }
        return matchers;
    }

    private static LabelMatcher equal(String name, String value) {
        return new LabelMatcher(LabelMatcher.Type.EQUAL, name, value);
    }
}
