package dev.trine.protocol.prometheus;

import dev.trine.net.Exchange;
import dev.trine.net.HttpFailure;
import dev.trine.query.exec.QueryPool;
import dev.trine.query.metrics.series.SeriesExemplars;
import dev.trine.query.metrics.series.StoredSeries;
import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.ast.Selectors;
import dev.trine.query.promql.ast.VectorSelector;
import dev.trine.query.promql.json.AnswerJson;
import dev.trine.query.promql.json.SampleText;
import dev.trine.query.promql.parse.Features;
import dev.trine.query.promql.parse.Parser;
import dev.trine.query.series.LabelMatcher;
import dev.trine.query.syntax.SyntaxException;
import java.io.IOException;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// `/api/v1/query_exemplars`: the exemplars of all series that a query selects.
final class ExemplarEndpoint {
    private final StoredSeries stored;
    private final Features features;
    private final QueryPool pool;

    ExemplarEndpoint(StoredSeries stored, Features features, QueryPool pool) {
        this.stored = stored;
        this.features = features;
        this.pool = pool;
    }

    void exemplars(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        ApiParameters parameters = new ApiParameters(exchange);
        long minMs = parameters.timeMs("start", ApiParameters.MIN_TIME_MS);
        long maxMs = parameters.timeMs("end", ApiParameters.MAX_TIME_MS);
        if (maxMs < minMs) {
            throw ApiException.badData("end timestamp must not be before start timestamp");
        }
        List<List<LabelMatcher>> selectors =
                Selectors.of(parsed(parameters.text("query"))).stream()
                        .map(VectorSelector::matchers)
                        .toList();
        if (selectors.isEmpty()) {
            exchange.respond(204, "", new byte[0]);
            return;
        }
        List<SeriesExemplars> found =
                pool.run(query -> stored.exemplars(selectors, minMs, maxMs, query));
        ApiAnswer.send(
                exchange,
                out -> {
                    out.writeStartArray();
                    found.forEach(one -> series(out, one));
                    out.writeEndArray();
                });
    }

    /// Unlike other endpoints this one does not name the parameter.
    private Expr parsed(String query) {
        try {
            return Parser.parse(query, features);
        } catch (SyntaxException e) {
            throw ApiException.badData(e.getMessage());
        }
    }

    private static void series(JsonGenerator out, SeriesExemplars series) {
        out.writeStartObject();
        out.writeName("seriesLabels");
        AnswerJson.labels(out, series.series());
        out.writeArrayPropertyStart("exemplars");
        for (SeriesExemplars.Point point : series.exemplars()) {
            out.writeStartObject();
            out.writeName("labels");
            AnswerJson.labels(out, point.labels());
            out.writeStringProperty("value", SampleText.number(point.value()));
            out.writeName("timestamp");
            out.writeNumber(SampleText.time(point.timeMs()));
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
