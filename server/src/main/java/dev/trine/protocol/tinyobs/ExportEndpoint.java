package dev.trine.protocol.tinyobs;

import dev.trine.model.Clock;
import dev.trine.model.Labels;
import dev.trine.net.Exchange;
import dev.trine.net.HttpFailure;
import dev.trine.net.JsonAnswer;
import dev.trine.protocol.MetricQueries;
import dev.trine.query.exec.QueryException;
import dev.trine.query.series.LabelMatcher;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/// `/v1/export`: all samples of a range, a day unless told otherwise, as JSON that `/v1/import` takes or
/// as CSV. Metric by metric, and a metric that is too large for the memory of a query in halves of the
/// range, so that an export of any size takes the memory of one query; it is no view of one moment.
final class ExportEndpoint {
    private static final long DAY_MS = 86_400_000;
    private static final String VERSION = "1.0";

    private final MetricQueries queries;
    private final Clock clock;

    ExportEndpoint(MetricQueries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    /// What is exported, found out before the answer is begun.
    private record Plan(
            List<LabelMatcher> matchers,
            ReadParameters.Range range,
            Set<String> metrics,
            Set<String> labels,
            Function<String, String> types) {}

    /// Takes a piece of an export.
    @FunctionalInterface
    private interface Sink {
        void accept(SeriesSamples.Numbers numbers, String type) throws IOException;
    }

    void export(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        long nowMs = clock.unixNanos() / 1_000_000;
        ReadParameters parameters =
                new ReadParameters(
                        exchange,
                        nowMs,
                        Set.of("format", "metric", "service", "match", "start", "end"));
        String format = parameters.text("format").orElse("json");
        if (!format.equals("json") && !format.equals("csv")) {
            throw ReadParameters.bad("Invalid format. Must be 'json' or 'csv'");
        }
        Plan plan = plan(parameters.matchers(), parameters.range(DAY_MS));
        String name = "trine-export-" + TimeText.of(nowMs).replace(':', '-') + "." + format;
        exchange.responseHeader("Content-Disposition", "attachment; filename=" + name);
        if (format.equals("csv")) {
            csv(exchange, plan);
        } else {
            json(exchange, plan, nowMs);
        }
    }

    private Plan plan(List<LabelMatcher> matchers, ReadParameters.Range range)
            throws InterruptedException {
        return queries.pool()
                .run(query -> {
                    long start = range.startMs();
                    long end = range.endMs();
                    return new Plan(
                            matchers,
                            range,
                            queries.stored().labelValues(Labels.NAME, matchers, start, end, query),
                            queries.stored().labelNames(matchers, start, end, query),
                            SeriesSamples.types(queries.stored(), query));
                });
    }

    private void json(Exchange exchange, Plan plan, long nowMs)
            throws IOException, InterruptedException {
        try (OutputStream stream = exchange.respondStream(200, JsonAnswer.TYPE)) {
            long[] count = {0};
            stream.write(bytes("{\"metadata\":"));
            JsonAnswer.write(stream, out -> metadata(out, plan, nowMs));
            stream.write(bytes(",\"metrics\":["));
            each(
                    plan,
                    (numbers, type) -> {
                        for (int i = 0; i < numbers.size(); i++) {
                            int index = i;
                            stream.write(bytes(count[0]++ == 0 ? "\n" : ",\n"));
                            JsonAnswer.write(
                                    stream,
                                    out ->
                                            SampleJson.sample(
                                                    out,
                                                    numbers.labels(),
                                                    type,
                                                    numbers.values()[index],
                                                    numbers.timesMs()[index]));
                        }
                    });
            stream.write(bytes("\n],\"metric_count\":" + count[0] + "}\n"));
        }
    }

    private static void metadata(JsonGenerator out, Plan plan, long nowMs) {
        out.writeStartObject();
        out.writeStringProperty("exported_at", TimeText.of(nowMs));
        out.writeStringProperty("start_time", TimeText.of(plan.range.startMs()));
        out.writeStringProperty("end_time", TimeText.of(plan.range.endMs()));
        out.writeStringProperty("format", "json");
        out.writeStringProperty("version", VERSION);
        out.writeEndObject();
    }

    /// Every label of any series has its column; series without it have nothing there.
    private void csv(Exchange exchange, Plan plan) throws IOException, InterruptedException {
        List<String> labels = new ArrayList<>(plan.labels);
        labels.remove(Labels.NAME);
        try (OutputStream stream = exchange.respondStream(200, "text/csv; charset=utf-8")) {
            StringBuilder line = new StringBuilder("timestamp,name,type,value");
            labels.forEach(label -> field(line.append(','), label));
            stream.write(bytes(line.append('\n').toString()));
            each(
                    plan,
                    (numbers, type) -> {
                        for (int i = 0; i < numbers.size(); i++) {
                            line.setLength(0);
                            line.append(TimeText.of(numbers.timesMs()[i])).append(',');
                            field(line, numbers.labels().metricName());
                            line.append(',').append(type).append(',');
                            line.append(SampleJson.text(numbers.values()[i]));
                            for (String label : labels) {
                                field(line.append(','), numbers.labels().get(label));
                            }
                            stream.write(bytes(line.append('\n').toString()));
                        }
                    });
        }
    }

    /// As RFC 4180 has it.
    private static void field(StringBuilder out, String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        if (plain) {
            out.append(text);
        } else {
            out.append('"').append(text.replace("\"", "\"\"")).append('"');
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void each(Plan plan, Sink sink) throws IOException, InterruptedException {
        for (String metric : plan.metrics) {
            List<LabelMatcher> matchers = new ArrayList<>(plan.matchers);
            matchers.add(new LabelMatcher(LabelMatcher.Type.EQUAL, Labels.NAME, metric));
            each(matchers, plan.types.apply(metric), plan.range, sink);
        }
    }

    private void each(
            List<LabelMatcher> matchers, String type, ReadParameters.Range range, Sink sink)
            throws IOException, InterruptedException {
        List<SeriesSamples.Numbers> found;
        try {
            found =
                    queries.pool()
                            .run(query ->
                                    SeriesSamples.select(queries.stored(), matchers, range, query));
        } catch (QueryException.TooLarge large) {
            if (range.startMs() == range.endMs()) {
                throw large;
            }
            long middle = range.startMs() + (range.endMs() - range.startMs()) / 2;
            each(matchers, type, new ReadParameters.Range(range.startMs(), middle), sink);
            each(matchers, type, new ReadParameters.Range(middle + 1, range.endMs()), sink);
            return;
        }
        for (SeriesSamples.Numbers numbers : found) {
            sink.accept(numbers, type);
        }
    }
}
