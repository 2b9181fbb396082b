package dev.trine.protocol.prometheus;

import dev.trine.net.Exchange;
import dev.trine.query.promql.parse.Parser;
import dev.trine.query.series.LabelMatcher;
import dev.trine.query.syntax.DurationText;
import dev.trine.query.syntax.SyntaxException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The parameters of a request to the query API, from its query and its form, with Prometheus's own
/// words for what is wrong with them.
final class ApiParameters {
    /// The ends of what Prometheus takes for time, which clients send to mean all of it.
    private static final String MIN_TIME = "-292273086-05-16T16:47:06Z";

    private static final String MAX_TIME = "292277025-08-18T07:12:54.999999999Z";

    /// The least time, in ms: far enough from the end of numbers that offsets do not leave them.
    static final long MIN_TIME_MS = Long.MIN_VALUE / 2;

    static final long MAX_TIME_MS = Long.MAX_VALUE / 2;

    private final Exchange exchange;

    ApiParameters(Exchange exchange) {
        this.exchange = exchange;
    }

    /// A parameter's value, empty when it is not there.
    String text(String name) {
        return exchange.query(name).orElse("");
    }

    List<String> all(String name) {
        return exchange.queryAll(name);
    }

    long timeMs(String name, long whenAbsent) {
        String text = text(name);
        return text.isEmpty() ? whenAbsent : parsedTime(name, text);
    }

    /// A time that has to be there.
    long timeMs(String name) {
        return parsedTime(name, text(name));
    }

    private static long parsedTime(String name, String text) {
        try {
            return seconds(text)
                    .orElseGet(() ->
                            switch (text) {
                                case MIN_TIME -> MIN_TIME_MS;
                                case MAX_TIME -> MAX_TIME_MS;
                                default -> OffsetDateTime.parse(text).toInstant().toEpochMilli();
                            });
        } catch (DateTimeException | ArithmeticException e) {
            throw ApiException.badParameter(
                    name, "cannot parse \"" + text + "\" to a valid timestamp");
        }
    }

    /// A number of seconds in ms, rounded; nothing when the text is no number.
    private static Optional<Long> seconds(String text) {
        if (text.length() > 64 || !text.matches("[-+]?[0-9.]+([eE][-+]?[0-9]{1,3})?")) {
            return Optional.empty();
        }
        try {
            BigDecimal ms =
                    new BigDecimal(text)
                            .movePointRight(3)
                            .setScale(0, RoundingMode.HALF_UP)
                            .max(BigDecimal.valueOf(Long.MIN_VALUE / 2))
                            .min(BigDecimal.valueOf(Long.MAX_VALUE / 2));
            return Optional.of(ms.longValueExact());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// A duration in ms: a number of seconds, or with units.
    long durationMs(String name) {
        try {
            return durationOf(text(name));
        } catch (NumberFormatException | ArithmeticException e) {
            throw ApiException.badParameter(
                    name, "cannot parse \"" + text(name) + "\" to a valid duration");
        }
    }

    Optional<Long> optionalDurationMs(String name) {
        return text(name).isEmpty() ? Optional.empty() : Optional.of(durationMs(name));
    }

    private static long durationOf(String text) {
        Optional<Long> seconds = seconds(text);
        return seconds.isPresent() ? seconds.get() : DurationText.parseMillis(text);
    }

    /// How much is wanted; `Integer.MAX_VALUE` when it is not limited.
    int limit() {
        String text = text("limit");
        if (text.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        try {
            long limit = Long.parseLong(text);
            if (limit < 0) {
                throw ApiException.badParameter("limit", "limit must be non-negative");
            }
            return limit == 0 ? Integer.MAX_VALUE : (int) Math.min(limit, Integer.MAX_VALUE);
        } catch (NumberFormatException e) {
            throw ApiException.badParameter(
                    "limit", "cannot parse \"" + text + "\" to a valid limit");
        }
    }

    /// An integer where Prometheus says only that it must be one; -1 when it is absent.
    int number(String name) {
        String text = text(name);
        try {
            return text.isEmpty() ? -1 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw ApiException.badData(name + " must be a number");
        }
    }

    /// The selectors in `match[]`.
    List<List<LabelMatcher>> matchers() {
        List<List<LabelMatcher>> selectors = new ArrayList<>();
        for (String text : all("match[]")) {
            try {
                selectors.add(Parser.parseSelector(text));
            } catch (SyntaxException e) {
                throw ApiException.badParameter("match[]", e.getMessage());
            }
        }
        for (List<LabelMatcher> selector : selectors) {
            if (selector.stream().allMatch(matcher -> matcher.matches(""))) {
                throw ApiException.badParameter(
                        "match[]", "match[] must contain at least one non-empty matcher");
            }
        }
        return selectors;
    }
}
