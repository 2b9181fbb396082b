package dev.trine.query.promql.conformance;

import dev.trine.query.promql.conformance.ScriptCommand.Expectation;
import dev.trine.query.promql.conformance.ScriptCommand.Expectation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a script of `load`, `clear` and `eval` commands.
final class ScriptParser {
    private static final Pattern LOAD = Pattern.compile("load(_with_nhcb)?\\s+(\\S+)");
    private static final Pattern INSTANT =
            Pattern.compile(
                    "eval(?:_(fail|warn|ordered|info))?\\s+instant\\s+at\\s+(\\S+)\\s+(.+)");
    private static final Pattern RANGE =
            Pattern.compile(
                    "eval(?:_(fail|warn|info))?\\s+range\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)"
                            + "\\s+step\\s+(\\S+)\\s+(.+)");
    private static final Pattern EXPECT =
            Pattern.compile(
                    "expect\\s+(ordered|fail|warn|no_warn|info|no_info)(?:\\s+(regex|msg):(.+))?");
    private static final Pattern EXPECTED_RANGE =
            Pattern.compile(
                    "expect\\s+range\\s+vector\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)");

    private final List<String> lines;
    private int at;

    private ScriptParser(String script) {
        lines =
                script.lines()
                        .map(String::strip)
                        .map(line -> line.startsWith("#") ? "" : line)
                        .toList();
    }

    static List<ScriptCommand> parse(String script) {
        ScriptParser parser = new ScriptParser(script);
        List<ScriptCommand> commands = new ArrayList<>();
        while (parser.at < parser.lines.size()) {
            String line = parser.lines.get(parser.at);
            if (line.isEmpty()) {
                parser.at++;
            } else if (line.equals("clear")) {
                commands.add(new ScriptCommand.Clear());
                parser.at++;
            } else if (line.startsWith("load")) {
                commands.add(parser.load());
            } else {
                commands.add(parser.eval());
            }
        }
        return commands;
    }

    private ScriptCommand load() {
        Matcher load = LOAD.matcher(lines.get(at++));
        if (!load.matches()) {
            throw new IllegalArgumentException("line " + at + ": no load command");
        }
        List<SeriesLine> series = new ArrayList<>();
        while (at < lines.size() && !lines.get(at).isEmpty()) {
            series.add(SeriesLine.parse(lines.get(at++)));
        }
        return new ScriptCommand.Load(
                SeriesLine.millis(load.group(2)), load.group(1) != null, series);
    }

    private ScriptCommand eval() {
        int line = at + 1;
        String command = lines.get(at++);
        Matcher instant = INSTANT.matcher(command);
        Matcher range = RANGE.matcher(command);
        boolean isRange = range.matches();
        if (!isRange && !instant.matches()) {
            throw new IllegalArgumentException("line " + line + ": no command: " + command);
        }
        Matcher eval = isRange ? range : instant;
        Body body = new Body();
        if (eval.group(1) != null) {
            body.expectations.add(
                    new Expectation(
                            Kind.valueOf(eval.group(1).toUpperCase(Locale.ROOT)), null, null));
        }
        while (at < lines.size() && !lines.get(at).isEmpty()) {
            body.add(lines.get(at++));
        }
        long start = SeriesLine.millis(eval.group(2));
        return new ScriptCommand.Eval(
                line,
                isRange ? range.group(5) : instant.group(3),
                isRange,
                start,
                isRange ? SeriesLine.millis(range.group(3)) : start,
                isRange ? SeriesLine.millis(range.group(4)) : 0,
                List.copyOf(body.expectations),
                body.text,
                body.number,
                body.range,
                List.copyOf(body.series));
    }

    /// The lines below an `eval`.
    private static final class Body {
        private final List<Expectation> expectations = new ArrayList<>();
        private final List<SeriesLine> series = new ArrayList<>();
        private String text;
        private Double number;
        private long[] range;

        void add(String line) {
            Matcher expectedRange = EXPECTED_RANGE.matcher(line);
            if (expectedRange.matches()) {
                range =
                        new long[] {
                            SeriesLine.millis(expectedRange.group(1)),
                            SeriesLine.millis(expectedRange.group(2)),
                            SeriesLine.millis(expectedRange.group(3))
                        };
            } else if (line.startsWith("expect string")) {
                StringBuilder out = new StringBuilder();
                SeriesLine.quoted(line.substring(13).strip(), 0, out);
                text = out.toString();
            } else if (line.startsWith("expected_fail_")) {
                boolean message = line.startsWith("expected_fail_message");
                expectations.add(
                        expectation(
                                Kind.FAIL,
                                message ? "msg" : "regex",
                                line.replaceFirst("\\S+", "")));
            } else if (line.startsWith("expect ")) {
                Matcher expect = EXPECT.matcher(line);
                if (!expect.matches()) {
                    throw new IllegalArgumentException("no expectation: " + line);
                }
                Kind kind = Kind.valueOf(expect.group(1).toUpperCase(Locale.ROOT));
                expectations.add(expectation(kind, expect.group(2), expect.group(3)));
            } else {
                addResult(line);
            }
        }

        private static Expectation expectation(Kind kind, String type, String text) {
            if (type == null) {
                return new Expectation(kind, null, null);
            }
            return type.equals("msg")
                    ? new Expectation(kind, text.strip(), null)
                    : new Expectation(kind, null, Pattern.compile(text.strip()));
        }

        private void addResult(String line) {
            try {
                number = SeriesLine.number(line);
            } catch (NumberFormatException _) {
                series.add(SeriesLine.parse(line));
            }
        }
    }
}
