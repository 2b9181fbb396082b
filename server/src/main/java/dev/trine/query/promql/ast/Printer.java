package dev.trine.query.promql.ast;

import dev.trine.model.Labels;
import dev.trine.model.QuotedText;
import dev.trine.query.series.LabelMatcher;
import dev.trine.query.syntax.DurationText;
import dev.trine.query.syntax.NumberText;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Prints expressions on one line, as Prometheus does.
final class Printer {
    private Printer() {}

    static String print(Expr expr) {
        return switch (expr) {
            case NumberLiteral number -> number(number);
            case StringLiteral string -> QuotedText.of(string.value());
            case Paren paren -> "(" + paren.expr() + ")";
            case Unary unary -> (unary.negative() ? "-" : "+") + unary.expr();
            case Binary binary -> binary.left() + " " + operator(binary) + " " + binary.right();
            case Aggregation aggregation -> aggregation(aggregation);
            case Call call -> call.name() + "(" + join(call.arguments()) + ")";
            case VectorSelector selector ->
                    series(selector)
                            + at(selector.shift())
                            + extension(selector)
                            + offset(selector.shift());
            case RangeSelector range -> range(range);
            case Subquery subquery -> subquery.expr() + suffix(subquery);
        };
    }

    private static String number(NumberLiteral number) {
        return number.duration()
                ? DurationText.format((long) (number.value() * 1000))
                : NumberText.format(number.value());
    }

    static String join(List<Expr> arguments) {
        return arguments.stream().map(Expr::toString).collect(Collectors.joining(", "));
    }

    private static String aggregation(Aggregation aggregation) {
        String parameter = aggregation.parameter() == null ? "" : aggregation.parameter() + ", ";
        return operator(aggregation) + "(" + parameter + aggregation.expr() + ")";
    }

    /// An aggregation's operator with its grouping; a blank comes after the latter.
    static String operator(Aggregation aggregation) {
        String operator = aggregation.operator().symbol();
        if (aggregation.without()) {
            return operator + " without (" + labels(aggregation.grouping()) + ") ";
        }
        return aggregation.grouping().isEmpty()
                ? operator
                : operator + " by (" + labels(aggregation.grouping()) + ") ";
    }

    /// A binary operator with its modifiers.
    static String operator(Binary binary) {
        return binary.operator().symbol()
                + (binary.returnBool() ? " bool" : "")
                + matching(binary.matching());
    }

    private static String matching(@Nullable VectorMatching matching) {
        if (matching == null) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        boolean grouped =
                matching.cardinality() == VectorMatching.Cardinality.MANY_TO_ONE
                        || matching.cardinality() == VectorMatching.Cardinality.ONE_TO_MANY;
        if (!matching.labels().isEmpty() || matching.on() || grouped) {
            out.append(matching.on() ? " on (" : " ignoring (")
                    .append(labels(matching.labels()))
                    .append(')');
        }
        if (grouped) {
            boolean left = matching.cardinality() == VectorMatching.Cardinality.MANY_TO_ONE;
            out.append(left ? " group_left (" : " group_right (")
                    .append(labels(matching.include()))
                    .append(')');
        }
        return out.append(fill(matching)).toString();
    }

    private static String fill(VectorMatching matching) {
        Double left = matching.fillLeft();
        Double right = matching.fillRight();
        if (left != null && left.equals(right)) {
            return " fill (" + NumberText.formatShort(left) + ")";
        }
        return (left == null ? "" : " fill_left (" + NumberText.formatShort(left) + ")")
                + (right == null ? "" : " fill_right (" + NumberText.formatShort(right) + ")");
    }

    private static String labels(List<String> labels) {
        return labels.stream()
                .map(name -> Labels.isPlainLabelName(name) ? name : QuotedText.of(name))
                .collect(Collectors.joining(", "));
    }

    /// The name and the matchers of a selector.
    static String series(VectorSelector selector) {
        String matchers =
                selector.matchers().stream()
                        .filter(matcher -> !isName(matcher, selector.name()))
                        .map(LabelMatcher::toString)
                        .sorted()
                        .collect(Collectors.joining(","));
        return matchers.isEmpty() ? selector.name() : selector.name() + "{" + matchers + "}";
    }

    private static boolean isName(LabelMatcher matcher, String name) {
        return !name.isEmpty()
                && matcher.name().equals(Labels.NAME)
                && matcher.type() == LabelMatcher.Type.EQUAL
                && matcher.value().equals(name);
    }

    private static String range(RangeSelector range) {
        VectorSelector selector = range.selector();
        return series(selector)
                + "["
                + duration(range.range())
                + "]"
                + extension(selector)
                + at(selector.shift())
                + offset(selector.shift());
    }

    /// What comes after a subquery's expression.
    static String suffix(Subquery subquery) {
        Duration step = subquery.step();
        return "["
                + duration(subquery.range())
                + ":"
                + (step == null ? "" : duration(step))
                + "]"
                + at(subquery.shift())
                + offset(subquery.shift());
    }

    private static String extension(VectorSelector selector) {
        return selector.extension() == Extension.NONE ? "" : " " + selector.extension().symbol();
    }

    private static String at(TimeShift shift) {
        return switch (shift.at()) {
            case TimeShift.At.Unset _ -> "";
            case TimeShift.At.Time time -> " @ " + seconds(time.timeMs());
            case TimeShift.At.Start _ -> " @ start()";
            case TimeShift.At.End _ -> " @ end()";
        };
    }

    /// With three decimals.
    private static String seconds(long millis) {
        String digits = "%04d".formatted(Math.abs(millis));
        int point = digits.length() - 3;
        return (millis < 0 ? "-" : "") + digits.substring(0, point) + "." + digits.substring(point);
    }

    private static String offset(TimeShift shift) {
        Duration offset = shift.offset();
        if (offset instanceof Duration.Literal literal) {
            return literal.millis() == 0 ? "" : " offset " + DurationText.format(literal.millis());
        }
        return offset == null ? "" : " offset " + duration(offset);
    }

    /// A duration where one stands by itself: a number of seconds is printed as a duration.
    private static String duration(Duration duration) {
        return duration instanceof Duration.Literal literal
                ? DurationText.format(literal.millis())
                : expression(duration);
    }

    private static String expression(Duration duration) {
        return switch (duration) {
            case Duration.Literal literal ->
                    number(new NumberLiteral(literal.seconds(), literal.written(), literal.span()));
            case Duration.OfQuery ofQuery ->
                    ofQuery.kind() == Duration.OfQuery.Kind.STEP ? "step()" : "range()";
            case Duration.Extreme extreme ->
                    (extreme.max() ? "max_of(" : "min_of(")
                            + expression(extreme.left())
                            + ", "
                            + expression(extreme.right())
                            + ")";
            case Duration.Signed signed ->
                    (signed.negative() ? "-" : "") + expression(signed.inner());
            case Duration.Arithmetic arithmetic ->
                    expression(arithmetic.left())
                            + " "
                            + arithmetic.operator().symbol()
                            + " "
                            + expression(arithmetic.right());
            case Duration.Grouped grouped -> "(" + expression(grouped.inner()) + ")";
        };
    }
}
