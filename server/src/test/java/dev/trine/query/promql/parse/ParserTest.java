package dev.trine.query.promql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trine.query.promql.ast.Binary;
import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.ast.NumberLiteral;
import dev.trine.query.promql.ast.Unary;
import dev.trine.query.syntax.SyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "-1.5",
                "5m30s",
                "\"a \\\"quoted\\\" text\"",
                "up",
                "up{job=\"a\",zone!~\"b|c\"}",
                "{\"my.label\"=\"x\",__name__=\"my.metric\"}",
                "up[5m]",
                "up[5m] @ 1.000 offset 2m",
                "up @ start() offset -1h",
                "up[5m:1m]",
                "up[5m:] @ end()",
                "rate(up[5m])[1h:30s] offset 1d",
                "sum(up)",
                "sum by (job, \"a.b\") (up)",
                "count without (job) (up)",
                "topk(5, up)",
                "a + b * c",
                "(a + b) * c",
                "a == bool 1",
                "a * on (x) group_left (y) b",
                "a * ignoring () group_right () b",
                "a + fill (0) b",
                "a + on (x) fill_left (1) fill_right (-2) b",
                "a and on () b",
                "a </ 5",
                "-a",
                "rate(up[5m] anchored)",
                "up smoothed",
                "up[step() + 5m]",
                "up[max_of(step(), 5m)] offset -(5m * 2)",
                "time()",
                "step()",
                "histogram_quantile(0.9, sum by (le) (rate(x_bucket[5m])))",
            })
    void whatIsPrintedParsesToTheSame(String query) {
        assertThat(parse(query)).hasToString(query);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 + 2 * 3 ^ 2 ^ 2 | 1 + (2 * (3 ^ (2 ^ 2)))",
                "-2 ^ 2 | -(2 ^ 2)",
                "1 - 2 - 3 | (1 - 2) - 3",
                "1 < bool 2 + 3 | 1 < (2 + 3)",
                "a or b and c unless d | a or ((b and c) unless d)",
                "2 * -3 + 4 | (2 * -3) + 4",
                "a atan2 b * c | (a atan2 b) * c",
            })
    void operatorsBindAsInPrometheus(String query, String grouped) {
        assertThat(group(parse(query))).isEqualTo(grouped.replace("bool ", ""));
    }

    /// Prints with parentheses around every operand that is an operation.
    private static String group(Expr expr) {
        return switch (expr) {
            case Binary binary ->
                    operand(binary.left())
                            + " "
                            + binary.operator().symbol()
                            + " "
                            + operand(binary.right());
            case Unary unary -> "-" + operand(unary.expr());
            default -> expr.toString();
        };
    }

    private static String operand(Expr expr) {
        return expr instanceof Binary ? "(" + group(expr) + ")" : group(expr);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "rate(up) | 1:6: parse error: expected type range vector in call to function"
                        + " \"rate\", got instant vector",
                "foo{ | 1:5: parse error: unexpected end of input inside braces",
                "foo{,} | 1:5: parse error: unexpected \",\" in label matching, expected identifier"
                        + " or \"}\"",
                "foo{a= =} | 1:8: parse error: unexpected \"=\" in label matching, expected string",
                "foo{a=\"b\" lol} | 1:11: parse error: unexpected identifier \"lol\" in label"
                        + " matching, expected \",\" or \"}\"",
                "foo{__name__=\"bar\"} | 1:1: parse error: metric name must not be set twice:"
                        + " \"foo\" or \"bar\"",
                "{} | 1:1: parse error: vector selector must contain at least one non-empty"
                        + " matcher",
                "foo[5mm] | 1:5: parse error: bad number or duration syntax: \"5mm\"",
                "foo[5m1] | 1:5: parse error: bad number or duration syntax: \"5m1\"",
                "foo[5y1hs] | 1:5: parse error: unknown unit \"hs\" in duration \"5y1hs\"",
                "foo[5m1h] | 1:5: parse error: not a valid duration string: \"5m1h\"",
                "foo[0m] | 1:5: parse error: duration must be greater than 0",
                "foo[-1] | 1:5: parse error: duration must be greater than 0",
                "foo[\"5m\"] | 1:5: parse error: unexpected character in duration expression: '\"'",
                "foo[] | 1:5: parse error: unexpected \"]\" in subquery or range selector, expected"
                        + " number, duration, step(), or range()",
                "foo[ | 1:5: parse error: unexpected end of input in duration expression",
                "some_metric[5m] OFFSET 1mm | 1:24: parse error: bad number or duration syntax:"
                        + " \"1mm\"",
                "some_metric[5m] OFFSET | 1:23: parse error: unexpected end of input in offset,"
                        + " expected number, duration, step(), or range()",
                "some_metric OFFSET 1m[5m] | 1:22: parse error: no offset modifiers allowed before"
                        + " range",
                "some_metric[5m] @ | 1:18: parse error: unexpected end of input in @, expected"
                        + " timestamp",
                "some_metric @ 1234 [5m] | 1:20: parse error: no @ modifiers allowed before range",
                "(foo + bar)[5m] | 1:12: parse error: ranges only allowed for vector selectors",
                "sum without(==)(m) | 1:13: parse error: unexpected <op:==> in grouping opts,"
                        + " expected label",
                "sum without(foo,,)(m) | 1:17: parse error: unexpected \",\" in grouping opts,"
                        + " expected label",
                "sum some_metric by (test) | 1:5: parse error: unexpected identifier"
                        + " \"some_metric\"",
                "sum (some_metric) by test | 1:22: parse error: unexpected identifier \"test\" in"
                        + " grouping opts, expected \"(\"",
                "sum () by (test) | 1:1: parse error: no arguments for aggregate expression"
                        + " provided",
                "sum (m) without (test) by (test) | 1:24: parse error: unexpected <by>",
                "topk(some_metric) | 1:1: parse error: wrong number of arguments for aggregate"
                        + " expression provided, expected 2, got 1",
                "topk(some_metric,) | 1:17: parse error: trailing commas not allowed in function"
                        + " call args",
                "topk(a, b) | 1:6: parse error: expected type scalar in aggregation parameter, got"
                        + " instant vector",
                "rate(m[5m]) @ 1234 | 1:1: parse error: @ modifier must be preceded by an instant"
                        + " vector selector or range vector selector or a subquery",
                "floor() | 1:1: parse error: expected 1 argument(s) in call to \"floor\", got 0",
                "hour(a, b, c) | 1:1: parse error: expected at most 1 argument(s) in call to"
                        + " \"hour\", got 3",
                "nope() | 1:1: parse error: unknown function with name \"nope\"",
                "*1 | 1:1: parse error: unexpected <op:*>",
                "-= | 1:2: parse error: unexpected \"=\"",
                "1 == 1 | 1:3: parse error: comparisons between scalars must use BOOL modifier",
                "a + bool b | 1:3: parse error: bool modifier can only be used on comparison"
                        + " operators",
                "1 and 1 | 1:1: parse error: set operator \"and\" not allowed in binary scalar"
                        + " expression",
                "a + on(x) 1 | 1:1: parse error: vector matching only allowed between instant"
                        + " vectors",
                "a * on(x) group_left(x) b | 1:3: parse error: label \"x\" must not occur in ON and"
                        + " GROUP clause at once",
                "a and on(x) group_left(y) b | 1:1: parse error: no grouping allowed for \"and\""
                        + " operation",
                "sum(foo bar) | 1:9: parse error: unexpected identifier \"bar\" in aggregation",
                "rate(foo bar) | 1:10: parse error: unexpected identifier \"bar\"",
                "sum( | 1:5: parse error: unclosed left parenthesis",
                "1) | 1:3: parse error: unexpected right parenthesis ')'",
                "foo{a=~\"*\"} | 1:5: parse error: error parsing regexp: missing argument to"
                        + " repetition operator: `*`",
                "foo{a=~\"(b\"} | 1:5: parse error: error parsing regexp: missing closing ): `(b`",
                "a(b() | 1:3: parse error: unknown function with name \"b\"",
                "sum(a, *b) | 1:6: parse error: trailing commas not allowed in function call args",
                "fill(1) | 1:5: parse error: unexpected \"(\"",
                "1e + ( | 1:1: parse error: error parsing number: strconv.ParseFloat: parsing"
                        + " \"1e\": invalid syntax",
                "sum(1_) | 1:5: parse error: error parsing number: strconv.ParseFloat: parsing"
                        + " \"1_\": invalid syntax",
                "foo{a=~\"b)\"} | 1:5: parse error: error parsing regexp: unexpected ): `b)`",
                "foo[max(1m, 2m)] | 1:5: parse error: unexpected character in duration expression:"
                        + " 'm'",
                "foo[5m x] | 1:8: parse error: unexpected character: 'x', expected ':'",
                "foo[5m[ | 1:7: parse error: unexpected left bracket '['",
                "foo[5m | 1:7: parse error: unclosed left bracket",
                "rate(foo[5m | 1:12: parse error: unclosed left parenthesis",
                "foo[:5m] | 1:6: parse error: unexpected colon before duration in duration"
                        + " expression",
                "foo[5m:1m:2m] | 1:10: parse error: unexpected colon ':'",
                "Step() | 1:1: parse error: unknown function with name \"Step\"",
                "\"a | 1:1: parse error: unterminated quoted string",
                "a offset 1m offset 2m | 1:1: parse error: offset may not be set multiple times",
                "1 offset 1m | 1:1: parse error: offset modifier must be preceded by an instant"
                        + " vector selector or range vector selector or a subquery",
                "foo[5m:1m][5m:] | 1:1: parse error: subquery is only allowed on instant vector,"
                        + " got matrix instead",
                "-\"a\" | 1:1: parse error: unary expression only allowed on expressions of type"
                        + " scalar or instant vector, got \"string\"",
                "foo[1h/0] | 1:7: parse error: division by zero",
                "sum(1) | 1:5: parse error: expected type instant vector in aggregation expression,"
                        + " got scalar",
            })
    void mistakesAreToldInPrometheusWords(String query, String message) {
        assertThatThrownBy(() -> parse(query.strip()))
                .isInstanceOf(SyntaxException.class)
                .hasMessage(message);
    }

    @Test
    void nothingIsNoQuery() {
        assertThatThrownBy(() -> parse(" # only a comment"))
                .hasMessage("1:1: parse error: no expression found in input");
    }

    @Test
    void columnsCountBytesAndLinesCount() {
        assertThatThrownBy(() -> parse("\"ü\" +\n  foo{ü}"))
                .hasMessage("2:7: parse error: unexpected character inside braces: 'ü'");
        assertThatThrownBy(() -> parse("\"ü\" foo"))
                .hasMessage("1:6: parse error: unexpected identifier \"foo\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000, 100_000})
    void deepNestingIsRefused(int depth) {
        assertTooDeep("(".repeat(depth) + "1" + ")".repeat(depth));
        assertTooDeep("-".repeat(depth) + "a");
        assertTooDeep("1" + "+1".repeat(depth));
        assertTooDeep("abs(".repeat(depth) + "a" + ")".repeat(depth));
        assertTooDeep("a" + "[1m:]".repeat(depth));
        assertTooDeep("a[" + "(".repeat(depth) + "1m" + ")".repeat(depth) + "]");
        assertTooDeep("2" + "^2".repeat(depth));
    }

    private static void assertTooDeep(String query) {
        assertThatThrownBy(() -> parse(query)).isInstanceOf(SyntaxException.class);
    }

    @Test
    void numbersAreReadAsInGo() {
        assertThat(number("0x1F")).isEqualTo(31);
        assertThat(number("017")).isEqualTo(15);
        assertThat(number("08.5")).isEqualTo(8.5);
        assertThat(number("1_000e3")).isEqualTo(1e6);
        assertThat(number(".5")).isEqualTo(.5);
        assertThat(number("iNf")).isInfinite();
        assertThat(number("1h30m")).isEqualTo(5400);
        assertThat(number("-NaN")).isNaN();
    }

    private static double number(String text) {
        return ((NumberLiteral) parse(text)).value();
    }

    private static Expr parse(String query) {
        return Parser.parse(query, Features.all());
    }
}
