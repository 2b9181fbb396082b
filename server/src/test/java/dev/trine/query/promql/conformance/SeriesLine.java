package dev.trine.query.promql.conformance;

import dev.trine.model.Labels;
import dev.trine.model.LabelsBuilder;
import dev.trine.query.series.CounterResetHint;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.syntax.DurationText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A series and its points, as a line of a script has them.
///
/// @param starts whether the points are offsets of start timestamps, in ms
record SeriesLine(Labels labels, boolean starts, List<Point> points) {
    private static final String NUMBER =
            "[+-]?(?:[Ii]nf|[Nn]a[Nn]|(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)";
    private static final Pattern STEPPED =
            Pattern.compile("(" + NUMBER + ")(?:([+-])(" + NUMBER.substring(5) + "))?x([0-9]+)");
    private static final Pattern HISTOGRAM =
            Pattern.compile("\\{\\{(.*?)\\}\\}(?:([+-])\\{\\{(.*?)\\}\\})?(?:x([0-9]+))?(?=\\s|$)");
    private static final Pattern FIELD =
            Pattern.compile("([a-z_]+)\\s*:\\s*(\\[[^\\]]*\\]|[^\\s\\[]+)");
    private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

    static SeriesLine parse(String line) {
        int end = labelsEnd(line);
        Labels labels = labels(line.substring(0, end));
        String rest = line.substring(end);
        boolean starts = rest.startsWith("@st");
        return new SeriesLine(
                labels, starts, points((starts ? rest.substring(3) : rest).strip(), starts));
    }

    private static int labelsEnd(String line) {
        char quote = 0;
        boolean braces = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                if (c == '\\' && quote != '`') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'' || c == '`') {
                quote = c;
            } else if (c == '{') {
                if (i > 0 && Character.isWhitespace(line.charAt(i - 1)) && !onlyName(line, i)) {
                    return i;
                }
                braces = true;
            } else if (c == '}') {
                return i + 1;
            } else if (!braces && (Character.isWhitespace(c) || c == '@')) {
                int next = i;
                while (next < line.length() && Character.isWhitespace(line.charAt(next))) {
                    next++;
                }
                boolean labelsFollow =
                        next < line.length()
                                && line.charAt(next) == '{'
                                && !line.startsWith("{{", next);
                if (!labelsFollow) {
                    return i;
                }
            }
        }
        return line.length();
    }

    private static boolean onlyName(String line, int end) {
        return Labels.isPlainMetricName(line.substring(0, end).strip()) || line.isBlank();
    }

    static Labels labels(String text) {
        LabelsBuilder labels = new LabelsBuilder();
        int brace = text.indexOf('{');
        String name = brace < 0 ? text.strip() : text.substring(0, brace).strip();
        labels.set(Labels.NAME, name);
        int at = brace + 1;
        while (brace >= 0 && at < text.length()) {
            char c = text.charAt(at);
            if (c == '}') {
                break;
            }
            if (c == ',' || Character.isWhitespace(c)) {
                at++;
                continue;
            }
            StringBuilder key = new StringBuilder();
            at = c == '"' || c == '\'' || c == '`' ? quoted(text, at, key) : bare(text, at, key);
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (at < text.length() && text.charAt(at) == '=') {
                at++;
                while (Character.isWhitespace(text.charAt(at))) {
                    at++;
                }
                StringBuilder value = new StringBuilder();
                at = quoted(text, at, value);
                labels.set(key.toString(), value.toString());
            } else {
                labels.set(Labels.NAME, key.toString());
            }
        }
        return labels.build();
    }

    private static int bare(String text, int from, StringBuilder out) {
        int at = from;
        while (at < text.length() && " =,}\t".indexOf(text.charAt(at)) < 0) {
            out.append(text.charAt(at++));
        }
        return at;
    }

    /// Reads a Go string.
    static int quoted(String text, int from, StringBuilder out) {
        char quote = text.charAt(from);
        int at = from + 1;
        while (text.charAt(at) != quote) {
            char c = text.charAt(at++);
            if (c != '\\' || quote == '`') {
                out.append(c);
                continue;
            }
            char escape = text.charAt(at++);
            int digits =
                    switch (escape) {
                        case 'x' -> 2;
                        case 'u' -> 4;
                        case 'U' -> 8;
                        default -> 0;
                    };
            if (digits > 0) {
                out.appendCodePoint(Integer.parseInt(text.substring(at, at + digits), 16));
                at += digits;
            } else {
                int known = "abfnrtv".indexOf(escape);
                out.append(known < 0 ? escape : "\u0007\b\f\n\r\t\u000b".charAt(known));
            }
        }
        return at + 1;
    }

    private static List<Point> points(String text, boolean durations) {
        List<Point> points = new ArrayList<>();
        String rest = text;
        while (!rest.isEmpty()) {
            int end;
            if (rest.startsWith("{{")) {
                Matcher histogram = HISTOGRAM.matcher(rest);
                if (!histogram.lookingAt()) {
                    throw new IllegalArgumentException("no histogram: " + rest);
                }
                histograms(histogram, points);
                end = histogram.end();
            } else {
                end = 0;
                while (end < rest.length() && !Character.isWhitespace(rest.charAt(end))) {
                    end++;
                }
                String item = rest.substring(0, end);
                if (item.startsWith("_")) {
                    int times = item.length() == 1 ? 1 : Integer.parseInt(item.substring(2));
                    for (int i = 0; i < times; i++) {
                        points.add(Point.GAP);
                    }
                } else if (durations) {
                    offsets(item, points);
                } else {
                    numbers(item, points);
                }
            }
            rest = rest.substring(end).strip();
        }
        return points;
    }

    private static void numbers(String item, List<Point> points) {
        if (item.equals("stale")) {
            points.add(Point.of(STALE));
            return;
        }
        Matcher stepped = STEPPED.matcher(item);
        if (!stepped.matches()) {
            points.add(Point.of(number(item)));
            return;
        }
        double value = number(stepped.group(1));
        double step = stepped.group(3) == null ? 0 : number(stepped.group(3));
        int times = Integer.parseInt(stepped.group(4));
        for (int i = 0; i <= times; i++) {
            points.add(Point.of(value));
            value += "-".equals(stepped.group(2)) ? -step : step;
        }
    }

    static double number(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "nan", "+nan", "-nan" -> Double.NaN;
            case "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(lower);
        };
    }

    private static final Pattern OFFSET =
            Pattern.compile("([+-]?)([0-9a-wyz.]+)(?:([+-])([0-9a-wyz.]+))?(?:x([0-9]+))?");

    private static void offsets(String item, List<Point> points) {
        Matcher offset = OFFSET.matcher(item);
        if (!offset.matches()) {
            throw new IllegalArgumentException("no offset: " + item);
        }
        double value = millis(offset.group(2)) * ("-".equals(offset.group(1)) ? -1 : 1);
        double step = offset.group(4) == null ? 0 : millis(offset.group(4));
        int times = offset.group(5) == null ? 0 : Integer.parseInt(offset.group(5));
        for (int i = 0; i <= times; i++) {
            points.add(Point.of(value));
            value += "-".equals(offset.group(3)) ? -step : step;
        }
    }

    /// A duration, or a plain number of seconds.
    static long millis(String text) {
        return text.matches("[0-9.]+")
                ? (long) (Double.parseDouble(text) * 1000)
                : DurationText.parseMillis(text);
    }

    private static void histograms(Matcher matcher, List<Point> points) {
        NativeHistogram value = histogram(matcher.group(1));
        boolean written = matcher.group(1).contains("counter_reset_hint");
        NativeHistogram step = matcher.group(3) == null ? null : histogram(matcher.group(3));
        int times = matcher.group(4) == null ? 0 : Integer.parseInt(matcher.group(4));
        for (int i = 0; i <= times; i++) {
            points.add(new Point(false, 0, value, written));
            if (step != null) {
                value = "-".equals(matcher.group(2)) ? value.minus(step) : value.plus(step);
            }
        }
    }

    static NativeHistogram histogram(String text) {
        Map<String, String> fields = new HashMap<>();
        Matcher field = FIELD.matcher(text);
        while (field.find()) {
            fields.put(field.group(1), field.group(2));
        }
        CounterResetHint hint =
                CounterResetHint.valueOf(
                        fields.getOrDefault("counter_reset_hint", "unknown")
                                .toUpperCase(Locale.ROOT));
        int schema = Integer.parseInt(fields.getOrDefault("schema", "0"));
        double count = number(fields.getOrDefault("count", "0"));
        double sum = number(fields.getOrDefault("sum", "0"));
        double[] positive = numberList(fields.get("buckets"));
        int[] positiveIndexes = indexes(fields.get("offset"), positive.length);
        if (schema == NativeHistogram.CUSTOM) {
            return NativeHistogram.custom(
                    hint,
                    count,
                    sum,
                    numberList(fields.get("custom_values")),
                    positiveIndexes,
                    positive);
        }
        double[] negative = numberList(fields.get("n_buckets"));
        return NativeHistogram.exponential(
                hint,
                schema,
                number(fields.getOrDefault("z_bucket_w", "0")),
                number(fields.getOrDefault("z_bucket", "0")),
                count,
                sum,
                indexes(fields.get("n_offset"), negative.length),
                negative,
                positiveIndexes,
                positive);
    }

    private static int[] indexes(String offset, int length) {
        int first = offset == null ? 0 : Integer.parseInt(offset);
        int[] indexes = new int[length];
        for (int i = 0; i < length; i++) {
            indexes[i] = first + i;
        }
        return indexes;
    }

    private static double[] numberList(String text) {
        if (text == null) {
            return new double[0];
        }
        String inner = text.substring(1, text.length() - 1).strip();
        return inner.isEmpty()
                ? new double[0]
                : java.util.Arrays.stream(inner.split("\\s+"))
                        .mapToDouble(SeriesLine::number)
                        .toArray();
    }
}
