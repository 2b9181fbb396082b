package dev.trine.api;

import dev.trine.model.TimeRange;
import dev.trine.model.TraceId;
import dev.trine.net.Exchange;
import dev.trine.query.filter.AttributeMatch;
import dev.trine.query.filter.ResourceFilter;
import dev.trine.query.filter.RowKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// The query parameters of a request, read strictly: an unknown name, a value that can't be read, a
/// single parameter given twice are all refused. An empty value means that the parameter was not
/// given, as in a form left blank.
final class Parameters {
    static final int MAX_LIMIT = 1_000;
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_VALUES = 100;
    private static final int MAX_TEXT = 4_096;

    private final Exchange exchange;

    /// @param names the names that the endpoint knows; one that ends in `.` is a prefix
    Parameters(Exchange exchange, String... names) {
        this.exchange = exchange;
        for (String given : exchange.queryNames()) {
            if (!isKnown(given, names)) {
                throw new BadParameterException(
                        given, "", "one of the parameters " + new TreeSet<>(Arrays.asList(names)));
            }
        }
    }

    /// Names and some more.
    static String[] and(String[] names, String... more) {
        String[] all = Arrays.copyOf(names, names.length + more.length);
        System.arraycopy(more, 0, all, names.length, more.length);
        return all;
    }

    private static boolean isKnown(String given, String[] names) {
        for (String name : names) {
            if (name.endsWith(".")
                    ? given.startsWith(name) && given.length() > name.length()
                    : given.equals(name)) {
                return true;
            }
        }
        return false;
    }

    /// The value of a parameter that may be given once.
    Optional<String> single(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw new BadParameterException(name, String.join("', '", values), "one value");
        }
        return values.stream().findFirst();
    }

    /// The values of a parameter that may be repeated.
    List<String> all(String name) {
        List<String> values =
                exchange.queryAll(name).stream().filter(value -> !value.isEmpty()).toList();
        if (values.size() > MAX_VALUES) {
            throw new BadParameterException(
                    name, values.size() + " values", "at most " + MAX_VALUES);
        }
        for (String value : values) {
            if (value.length() > MAX_TEXT) {
                throw new BadParameterException(name, value, "at most " + MAX_TEXT + " characters");
            }
        }
        return values;
    }

    Set<String> set(String name) {
        return new LinkedHashSet<>(all(name));
    }

    /// `start` and `end`; what is not given is open.
    TimeRange range() {
        OptionalLong start = time("start");
        OptionalLong end = time("end");
        if (start.isPresent() && end.isPresent() && end.getAsLong() < start.getAsLong()) {
            throw new BadParameterException(
                    "end", single("end").orElse(""), "not before start, " + start.getAsLong());
        }
        return new TimeRange(start.orElse(Long.MIN_VALUE), end.orElse(Long.MAX_VALUE));
    }

    private OptionalLong time(String name) {
        return single(name)
                .map(text ->
                        OptionalLong.of(
                                read(
                                        name,
                                        text,
                                        NanosText::time,
                                        "nanoseconds since 1970 as an integer, or RFC 3339"
                                                + " such as 2026-01-31T12:00:00Z")))
                .orElse(OptionalLong.empty());
    }

    int limit() {
        return integer("limit", DEFAULT_LIMIT, MAX_LIMIT);
    }

    /// An integer from 1 on.
    int integer(String name, int whenAbsent, int max) {
        return single(name)
                .map(text ->
                        read(
                                name,
                                text,
                                given -> inRange(Integer.parseInt(given), max),
                                "an integer, 1.." + max))
                .orElse(whenAbsent);
    }

    private static int inRange(int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    /// A duration in nanoseconds.
    long duration(String name, long whenAbsent) {
        return single(name)
                .map(text ->
                        read(
                                name,
                                text,
                                NanosText::duration,
                                "a duration such as 250ms, 1.5s or 2m"))
                .orElse(whenAbsent);
    }

    Optional<RowKey> cursor() {
        return single("cursor")
                .map(text ->
                        read(
                                "cursor",
                                text,
                                RowKey::ofCursor,
                                "the Trine-Next-Cursor header of an earlier answer"));
    }

    Optional<TraceId> traceId(String name) {
        return single(name).map(text -> read(name, text, Parameters::id, "32 hex digits"));
    }

    private static TraceId id(String text) {
        TraceId id = TraceId.parse(text);
        if (id.high() == 0 && id.low() == 0) {
            throw new IllegalArgumentException();
        }
        return id;
    }

    /// The trace id in the path.
    ///
    /// @param text 1..32 hex digits
    static TraceId pathTraceId(String text) {
        return read("traceId", text, Parameters::id, "32 hex digits");
    }

    OptionalLong spanId(String name) {
        return single(name)
                .map(text ->
                        OptionalLong.of(read(name, text, Parameters::spanIdOf, "16 hex digits")))
                .orElse(OptionalLong.empty());
    }

    private static long spanIdOf(String text) {
        if (text.length() != 16) {
            throw new IllegalArgumentException();
        }
        return HexFormat.fromHexDigitsToLong(text);
    }

    /// The place of a value in a list of choices; empty when it is not given.
    Optional<Integer> choice(String name, List<String> choices) {
        return single(name)
                .map(text ->
                        read(
                                name,
                                text,
                                given -> index(choices, given),
                                "one of " + String.join(", ", choices)));
    }

    private static int index(List<String> choices, String given) {
        int index = choices.indexOf(given);
        if (index < 0) {
            throw new IllegalArgumentException();
        }
        return index;
    }

    /// `attribute=key=value`, repeated.
    List<AttributeMatch> attributes() {
        List<String> given = all("attribute");
        if (given.size() > ResourceFilter.MAX_ATTRIBUTES) {
            throw new BadParameterException(
                    "attribute",
                    given.size() + " values",
                    "at most " + ResourceFilter.MAX_ATTRIBUTES);
        }
        return given.stream()
                .map(text -> read("attribute", text, Parameters::match, "key=value"))
                .toList();
    }

    private static AttributeMatch match(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException();
        }
        return new AttributeMatch(text.substring(0, equals), text.substring(equals + 1));
    }

    /// `prefix.key=value` for any key.
    List<AttributeMatch> prefixed(String prefix) {
        List<AttributeMatch> matches = new ArrayList<>();
        for (String name : exchange.queryNames()) {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                single(name)
                        .ifPresent(value ->
                                matches.add(
                                        new AttributeMatch(
                                                name.substring(prefix.length()), value)));
            }
        }
        return matches;
    }

    private static <T> T read(
            String name, String text, Function<String, T> reader, String expected) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new BadParameterException(name, text, expected);
        }
    }
}
