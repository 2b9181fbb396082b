package dev.trine.protocol.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.MetricEntry;
import dev.trine.model.ResourceEntry;
import dev.trine.model.ScopeEntry;
import dev.trine.model.SpanBatch;
import dev.trine.protocol.otlp.json.OtlpJsonTranscoder;
import dev.trine.wire.MalformedException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// OTLP JSON in and out, judged by protobuf's own JSON mapping. The two differ in ids alone (hex, not
/// base64), so those are rewritten for the judge.
class OtlpJsonTest {
    private static final Pattern IDS =
            Pattern.compile("\"(traceId|spanId|parentSpanId)\":\\s*\"([0-9a-zA-Z+/=]*)\"");

    private final OtlpJsonTranscoder transcoder = new OtlpJsonTranscoder();
    private final OtlpDecoder decoder = new OtlpDecoder(OtlpLimits.DEFAULT);

    @Test
    void theOfficialExamplesReadAsProtobufReadsThem() throws Exception {
        String trace = example("trace.json");
        assertThat(ExportTraceServiceRequest.parseFrom(traces(trace)))
                .isEqualTo(judge(trace, ExportTraceServiceRequest.newBuilder()));
        String metrics = example("metrics.json");
        byte[] body = metrics.getBytes(StandardCharsets.UTF_8);
        byte[] protobuf = transcoder.metrics(body, body.length);
        Message expected = judge(metrics, ExportMetricsServiceRequest.newBuilder());
        assertThat(ExportMetricsServiceRequest.parseFrom(protobuf)).isEqualTo(expected);
        assertThat(BatchExport.metrics(decoder.metrics(protobuf, protobuf.length).batch()))
                .isEqualTo(expected);
        for (String logs : new String[] {example("logs.json"), example("events.json")}) {
            body = logs.getBytes(StandardCharsets.UTF_8);
            protobuf = transcoder.logs(body, body.length);
            expected = judge(logs, ExportLogsServiceRequest.newBuilder());
            assertThat(ExportLogsServiceRequest.parseFrom(protobuf)).isEqualTo(expected);
            assertThat(BatchExport.logs(decoder.logs(protobuf, protobuf.length, 1).batch()))
                    .isEqualTo(expected);
        }
    }

    @Test
    void randomRequestsReadAsProtobufPrintsThem() throws Exception {
        JsonFormat.Printer numbers = JsonFormat.printer().printingEnumsAsInts();
        JsonFormat.Printer names =
                JsonFormat.printer().omittingInsignificantWhitespace().preservingProtoFieldNames();
        for (long seed = 0; seed < 150; seed++) {
            JsonFormat.Printer printer = seed % 2 == 0 ? numbers : names;
            ExportTraceServiceRequest traces = new RandomOtlp(seed).traces();
            assertThat(ExportTraceServiceRequest.parseFrom(traces(hexIds(printer.print(traces)))))
                    .as("seed %d", seed)
                    .isEqualTo(traces);
            ExportLogsServiceRequest logs = new RandomOtlp(seed).logs();
            byte[] body = hexIds(printer.print(logs)).getBytes(StandardCharsets.UTF_8);
            assertThat(ExportLogsServiceRequest.parseFrom(transcoder.logs(body, body.length)))
                    .as("seed %d", seed)
                    .isEqualTo(logs);
            ExportMetricsServiceRequest metrics = new RandomOtlp(seed).metrics();
            body = hexIds(printer.print(metrics)).getBytes(StandardCharsets.UTF_8);
            assertThat(ExportMetricsServiceRequest.parseFrom(transcoder.metrics(body, body.length)))
                    .as("seed %d", seed)
                    .isEqualTo(metrics);
        }
    }

    @Test
    void tracesWrittenAsJsonReadBackTheSame() throws Exception {
        for (long seed = 0; seed < 150; seed++) {
            ExportTraceServiceRequest sent = new RandomOtlp(seed).traces();
            byte[] body = sent.toByteArray();
            SpanBatch batch = decoder.traces(body, body.length).batch();
            String json = tracesAsJson(batch);
            ExportTraceServiceRequest back = ExportTraceServiceRequest.parseFrom(traces(json));
            assertThat(spans(back)).as("seed %d", seed).isEqualTo(spans(sent));
            // protobuf's own JSON parser loses the sign of zero.
            assertThat(
                            spans(
                                    (ExportTraceServiceRequest)
                                            judge(json, ExportTraceServiceRequest.newBuilder())))
                    .as("seed %d", seed)
                    .isEqualTo(
                            spans(sent).replaceAll("double_value: -0\\.0\\b", "double_value: 0.0"));
        }
    }

    @Test
    void logsWrittenAsJsonReadBackTheSame() throws Exception {
        for (long seed = 0; seed < 150; seed++) {
            ExportLogsServiceRequest sent = new RandomOtlp(seed).logs();
            byte[] body = sent.toByteArray();
            LogBatch batch = decoder.logs(body, body.length, 1).batch();
            byte[] json = logsAsJson(batch).getBytes(StandardCharsets.UTF_8);
            byte[] back = transcoder.logs(json, json.length);
            assertThat(records(ExportLogsServiceRequest.parseFrom(back)))
                    .as("seed %d", seed)
                    .isEqualTo(records(sent));
        }
    }

    @Test
    void pointsAreWrittenAsTheRestContractHasThem() throws Exception {
        byte[] body = example("metrics.json").getBytes(StandardCharsets.UTF_8);
        byte[] protobuf = transcoder.metrics(body, body.length);
        MetricBatch batch = decoder.metrics(protobuf, protobuf.length).batch();
        assertThat(point(batch, 0))
                .isEqualTo(
                        "{\"timeUnixNano\":\"1544712660300000000\",\"startTimeUnixNano\":\"1544712660300000000\","
                                + "\"flags\":0,\"value\":5.0,\"exemplars\":[]}");
        assertThat(point(batch, 2))
                .isEqualTo(
                        "{\"timeUnixNano\":\"1544712660300000000\",\"startTimeUnixNano\":\"1544712660300000000\","
                                + "\"flags\":0,\"histogram\":{\"count\":\"2\",\"sum\":2.0,\"min\":0.0,\"max\":2.0,"
                                + "\"bucketCounts\":[\"1\",\"1\"],\"explicitBounds\":[1.0]},\"exemplars\":[]}");
        assertThat(point(batch, 3))
                .contains("\"exponential\":{\"count\":\"3\",\"sum\":10.0,")
                .contains("\"scale\":0,\"zeroCount\":\"1\"")
                .contains("\"positive\":{\"offset\":1,\"bucketCounts\":[\"0\",\"2\"]}");
    }

    @Test
    void everyPointOfEveryKindCanBeWritten() throws Exception {
        for (long seed = 0; seed < 100; seed++) {
            byte[] body = new RandomOtlp(seed).metrics().toByteArray();
            MetricBatch batch = decoder.metrics(body, body.length).batch();
            for (int row = 0; row < batch.rows(); row++) {
                assertThat(point(batch, row)).startsWith("{").endsWith("}");
            }
        }
    }

    @Test
    void numbersComeInManyForms() throws Exception {
        for (String seven : new String[] {"7", "\"7\"", "7.0", "\"7.0\"", "0.7e1", "\"70e-1\""}) {
            Span span = span("\"startTimeUnixNano\":" + seven + ",\"droppedEventsCount\":" + seven);
            assertThat(span.getStartTimeUnixNano()).as(seven).isEqualTo(7);
            assertThat(span.getDroppedEventsCount()).as(seven).isEqualTo(7);
        }
        assertThat(span("\"startTimeUnixNano\":\"18446744073709551615\"").getStartTimeUnixNano())
                .isEqualTo(-1);
        assertThat(span("\"startTimeUnixNano\":18446744073709551615").getStartTimeUnixNano())
                .isEqualTo(-1);
        refuses("\"startTimeUnixNano\":18446744073709551616");
        refuses("\"startTimeUnixNano\":-1");
        refuses("\"startTimeUnixNano\":1.5");
        refuses("\"startTimeUnixNano\":\"\"");
        refuses("\"startTimeUnixNano\":\"x\"");
        refuses("\"startTimeUnixNano\":1e999999999");
        refuses("\"startTimeUnixNano\":true");
        refuses("\"flags\":4294967296");
        refuses("\"attributes\":[{\"value\":{\"doubleValue\":1e999}}]");
        refuses("\"attributes\":[{\"value\":{\"doubleValue\":\"0x1p3\"}}]");
        refuses("\"attributes\":[{\"value\":{\"boolValue\":\"true\"}}]");
    }

    @Test
    void bytesMayUseEitherBase64Alphabet() throws Exception {
        for (String text : new String[] {"+/8=", "-_8=", "+/8", "-_8"}) {
            Span span = span("\"attributes\":[{\"value\":{\"bytesValue\":\"" + text + "\"}}]");
            assertThat(span.getAttributes(0).getValue().getBytesValue())
                    .isEqualTo(ByteString.fromHex("fbff"));
        }
        refuses("\"attributes\":[{\"value\":{\"bytesValue\":\"a\"}}]");
        refuses("\"attributes\":[{\"value\":{\"bytesValue\":\"!!!!\"}}]");
    }

    @Test
    void nullsInArraysKeepTheirPlace() throws Exception {
        Span span =
                span(
                        "\"attributes\":[{\"value\":{\"arrayValue\":{\"values\":[null,{\"intValue\":1}]}}}]");
        assertThat(span.getAttributes(0).getValue().getArrayValue().getValuesCount()).isEqualTo(2);
        refuses("\"attributes\":[7]");
        refuses("\"attributes\":{}");
        refuses("\"name\":[\"x\"]");
    }

    @Test
    void whatIsNotJsonFailsTheRequest() {
        for (String body :
                new String[] {
                    "", " ", "[", "{", "{}{}", "{} x", "null", "[]", "\"x\"", "{\"a\":}", "{'a':1}"
                }) {
            assertThatExceptionOfType(MalformedException.class)
                    .as(body)
                    .isThrownBy(() -> traces(body))
                    .withMessageContaining("JSON");
        }
        byte[] notUtf8 = {'{', '"', (byte) 0xFF, '"', ':', '1', '}'};
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> transcoder.traces(notUtf8, notUtf8.length));
    }

    @Test
    void deepJsonFailsTheRequest() {
        refuses("\"x\":" + "[".repeat(10_000));
        String nested =
                "{\"arrayValue\":{\"values\":[".repeat(10_000) + "{}" + "]}}".repeat(10_000);
        refuses("\"attributes\":[{\"value\":" + nested + "}]");
    }

    private Span span(String fields) throws IOException, MalformedException {
        return ExportTraceServiceRequest.parseFrom(traces(request(fields)))
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpans(0);
    }

    private void refuses(String fields) {
        assertThatExceptionOfType(MalformedException.class)
                .as(fields.substring(0, Math.min(100, fields.length())))
                .isThrownBy(() -> traces(request(fields)));
    }

    private static String request(String fields) {
        return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{" + fields + "}]}]}]}";
    }

    private byte[] traces(String json) throws MalformedException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return transcoder.traces(body, body.length);
    }

    private static Message judge(String json, Message.Builder builder) throws IOException {
        String withBase64Ids =
                IDS.matcher(json)
                        .replaceAll(match ->
                                "\""
                                        + match.group(1)
                                        + "\":\""
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        HexFormat.of().parseHex(match.group(2)))
                                        + "\"");
        JsonFormat.parser().ignoringUnknownFields().merge(withBase64Ids, builder);
        return builder.build();
    }

    private static String hexIds(String json) {
        return Pattern.compile(
                        "\"(traceId|spanId|parentSpanId|trace_id|span_id|parent_span_id)\":\\s*\"([^\"]*)\"")
                .matcher(json)
                .replaceAll(match ->
                        "\""
                                + match.group(1)
                                + "\":\""
                                + HexFormat.of()
                                        .formatHex(Base64.getDecoder().decode(match.group(2)))
                                + "\"");
    }

    private static String tracesAsJson(SpanBatch batch) {
        return write(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("resourceSpans");
            for (int row = 0; row < batch.rows(); row++) {
                ResourceEntry resource =
                        ResourceEntry.of(batch.resources(), batch.resource.get(row));
                ScopeEntry scope = ScopeEntry.of(batch.scopes(), batch.scope.get(row));
                int span = row;
                wrap(
                        out,
                        resource,
                        scope,
                        "Spans",
                        "spans",
                        () -> OtlpSpanJson.fields(out, batch, span));
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static String logsAsJson(LogBatch batch) {
        return write(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("resourceLogs");
            for (int row = 0; row < batch.rows(); row++) {
                ResourceEntry resource =
                        ResourceEntry.of(batch.resources(), batch.resource.get(row));
                ScopeEntry scope = ScopeEntry.of(batch.scopes(), batch.scope.get(row));
                int record = row;
                wrap(
                        out,
                        resource,
                        scope,
                        "Logs",
                        "logRecords",
                        () -> OtlpLogJson.fields(out, batch, record));
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static void wrap(
            JsonGenerator out,
            ResourceEntry resource,
            ScopeEntry scope,
            String signal,
            String children,
            Runnable child) {
        out.writeStartObject();
        out.writeName("resource");
        OtlpJson.resource(out, resource);
        out.writeStringProperty("schemaUrl", resource.schemaUrl());
        out.writeArrayPropertyStart("scope" + signal);
        out.writeStartObject();
        out.writeName("scope");
        OtlpJson.scope(out, scope);
        out.writeStringProperty("schemaUrl", scope.schemaUrl());
        out.writeArrayPropertyStart(children);
        out.writeStartObject();
        child.run();
        out.writeEndObject();
        out.writeEndArray();
        out.writeEndObject();
        out.writeEndArray();
        out.writeEndObject();
    }

    private static String point(MetricBatch batch, int row) {
        int metric = batch.seriesTable.metric().get(batch.series.get(row));
        MetricEntry.Kind kind = MetricEntry.of(batch.seriesTable.metrics(), metric).kind();
        return write(out -> {
            out.writeStartObject();
            OtlpPointJson.fields(out, batch, row, kind);
            out.writeEndObject();
        });
    }

    private static String write(java.util.function.Consumer<JsonGenerator> body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out =
                JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), bytes)) {
            body.accept(out);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// One line a span, with where it came from. Entity references have no place in the API's JSON, and
    /// an absent status is written as an empty one.
    private static String spans(ExportTraceServiceRequest request) {
        StringBuilder all = new StringBuilder();
        for (ResourceSpans resource : request.getResourceSpansList()) {
            resource.getScopeSpansList()
                    .forEach(scope ->
                            scope.getSpansList()
                                    .forEach(span -> {
                                        Span.Builder bare = span.toBuilder();
                                        bare.setStatus(span.getStatus());
                                        all.append(
                                                        resource.getResource().toBuilder()
                                                                .clearEntityRefs())
                                                .append(resource.getSchemaUrl())
                                                .append(scope.getScope())
                                                .append(scope.getSchemaUrl())
                                                .append(bare);
                                    }));
        }
        return normal(all);
    }

    /// An attribute without a value is written as one with an empty value, which says the same.
    private static String normal(CharSequence text) {
        return text.toString().replaceAll("\\s+", " ").replace(" value { }", "");
    }

    private static String records(ExportLogsServiceRequest request) {
        StringBuilder all = new StringBuilder();
        for (ResourceLogs resource : request.getResourceLogsList()) {
            resource.getScopeLogsList()
                    .forEach(scope ->
                            scope.getLogRecordsList()
                                    .forEach(record ->
                                            all.append(
                                                            resource.getResource().toBuilder()
                                                                    .clearEntityRefs())
                                                    .append(resource.getSchemaUrl())
                                                    .append(scope.getScope())
                                                    .append(scope.getSchemaUrl())
                                                    .append(
                                                            record.toBuilder()
                                                                    .setBody(record.getBody()))));
        }
        return normal(all);
    }

    private static String example(String name) throws IOException {
        try (InputStream in =
                OtlpJsonTest.class.getResourceAsStream("/conformance/otlp/examples/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
