package dev.trine.query.promql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.ast.PrettyPrinter;
import dev.trine.query.promql.ast.TreeJson;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

class PrintedFormsTest {
    private static final String LONG =
            "http_requests_total{environment=\"production\",path=\"/api\"}";

    @Test
    void whatFitsOnALineStaysThere() {
        assertThat(pretty("sum  by(job)(rate( up[5m] ))")).isEqualTo("sum by (job) (rate(up[5m]))");
    }

    @Test
    void longExpressionsAreSplitAndIndented() {
        assertThat(pretty("sum by (job)(rate(" + LONG + "[5m])) / on(job) (" + LONG + " + 1)"))
                .isEqualTo(
                        """
                          sum by (job) (rate(%1$s[5m]))
                        / on (job)
                          (%1$s + 1)\
                        """
                                .formatted(LONG));
        assertThat(pretty("topk(5, sum without (zone)(rate(" + LONG + "[5m] offset 1d))) * 2"))
                .isEqualTo(
                        """
                          topk(
                            5,
                            sum without (zone) (rate(%s[5m] offset 1d))
                          )
                        *
                          2\
                        """
                                .formatted(LONG));
        assertThat(
                        pretty(
                                "label_replace("
                                        + LONG
                                        + ", \"destination\", \"$1\", \"source\", \"(.*)\")"))
                .isEqualTo(
                        """
                        label_replace(
                          %s,
                          "destination",
                          "$1",
                          "source",
                          "(.*)"
                        )\
                        """
                                .formatted(LONG));
    }

    @Test
    void treesAsJson() {
        assertThat(json("-a{b!=\"c\"} offset 1m"))
                .isEqualTo(
                        "{\"type\":\"unaryExpr\",\"op\":\"-\",\"expr\":{\"type\":\"vectorSelector\","
                                + "\"name\":\"a\",\"offset\":60000,\"timestamp\":null,"
                                + "\"startOrEnd\":null,\"matchers\":[{\"name\":\"b\",\"value\":\"c\","
                                + "\"type\":\"!=\"},{\"name\":\"__name__\",\"value\":\"a\","
                                + "\"type\":\"=\"}],\"anchored\":false,\"smoothed\":false}}");
        assertThat(json("1 == bool 2"))
                .isEqualTo(
                        "{\"type\":\"binaryExpr\",\"op\":\"==\",\"lhs\":{\"type\":\"numberLiteral\","
                                + "\"val\":\"1\"},\"rhs\":{\"type\":\"numberLiteral\",\"val\":\"2\"},"
                                + "\"bool\":true,\"matching\":null}");
        assertThat(json("a and on (x) b")).contains("\"card\":\"many-to-many\",\"labels\":[\"x\"]");
        assertThat(json("max_over_time(a[5m:1m] @ end())"))
                .contains("\"type\":\"subquery\"", "\"range\":300000,\"step\":60000,\"offset\":0")
                .contains("\"timestamp\":null,\"startOrEnd\":\"end\"")
                .contains("\"argTypes\":[\"matrix\"],\"variadic\":0,\"returnType\":\"vector\"");
        assertThat(json("topk(2, (a))")).contains("parenExpr");
    }

    private static String pretty(String query) {
        return PrettyPrinter.print(Parser.parse(query, Features.all()));
    }

    private static String json(String query) {
        Expr expr = Parser.parse(query, Features.all());
        StringWriter out = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
            new TreeJson(json).write(expr);
        }
        return out.toString();
    }
}
