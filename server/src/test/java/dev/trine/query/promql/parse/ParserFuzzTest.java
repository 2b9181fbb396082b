package dev.trine.query.promql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.ast.PrettyPrinter;
import dev.trine.query.syntax.SyntaxException;

/// Whatever comes in either does not parse, which is told by one kind of exception, or prints as
/// something that parses to the same.
class ParserFuzzTest {
    private static final String[] PIECES = {
        "sum",
        "rate",
        "up",
        "by",
        "without",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "5m",
        "1",
        ":",
        ",",
        "on",
        "ignoring",
        "group_left",
        "bool",
        "offset",
        "@",
        "start",
        "end",
        "()",
        "step",
        "-",
        "+",
        "*",
        "/",
        "^",
        "%",
        "==",
        "!=",
        "=~",
        "<",
        ">",
        "</",
        ">/",
        "and",
        "or",
        "unless",
        "\"a\"",
        "'b'",
        "`c`",
        "=",
        "fill",
        "anchored",
        "smoothed",
        "topk",
        "quantile",
        "min",
        "max",
        "inf",
        "nan",
        "0x1f",
        "1e3",
        "#x\n",
        " ",
        "\\",
        ".",
        "_",
        "le",
        "info",
        "time"
    };

    @FuzzTest(maxDuration = "10s")
    void anyText(FuzzedDataProvider data) {
        check(data.consumeRemainingAsString());
    }

    @FuzzTest(maxDuration = "10s")
    void piecesOfTheLanguage(FuzzedDataProvider data) {
        StringBuilder query = new StringBuilder();
        while (data.remainingBytes() > 0 && query.length() < 2_000) {
            query.append(PIECES[data.consumeInt(0, PIECES.length - 1)]);
            if (data.consumeBoolean()) {
                query.append(' ');
            }
        }
        check(query.toString());
    }

    private static void check(String query) {
        Expr expr;
        try {
            expr = Parser.parse(query, Features.all());
        } catch (SyntaxException e) {
            assertThat(e.getMessage()).contains(": parse error: ");
            return;
        }
        String printed = expr.toString();
        if (printed.contains("Inf ^")) {
            return; // Prometheus prints a sign that binds less than the power does.
        }
        assertThat(Parser.parse(printed, Features.all())).hasToString(printed);
        String pretty = PrettyPrinter.print(expr);
        assertThat(Parser.parse(pretty, Features.all())).hasToString(printed);
    }
}
