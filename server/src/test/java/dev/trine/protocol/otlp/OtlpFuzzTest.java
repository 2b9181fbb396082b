package dev.trine.protocol.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.trine.model.AnyValue;
import dev.trine.model.Attributes;
import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.MetricEntry;
import dev.trine.model.ResourceEntry;
import dev.trine.model.ScopeEntry;
import dev.trine.model.SpanBatch;
import dev.trine.protocol.otlp.json.OtlpJsonTranscoder;
import dev.trine.wire.MalformedException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// No bytes may do anything but be decoded or be refused; and what is decoded can be read again by
/// everything that reads batches, and is accepted by protobuf too.
class OtlpFuzzTest {
    private final OtlpDecoder decoder = new OtlpDecoder(OtlpLimits.DEFAULT);
    private final OtlpJsonTranscoder transcoder = new OtlpJsonTranscoder();

    @FuzzTest(maxDuration = "15s")
    void traces(byte[] body) throws InvalidProtocolBufferException {
        try {
            readBack(decoder.traces(body, body.length).batch());
        } catch (MalformedException e) {
            return;
        }
        ExportTraceServiceRequest.parseFrom(body);
    }

    @FuzzTest(maxDuration = "15s")
    void logs(byte[] body) throws InvalidProtocolBufferException {
        try {
            readBack(decoder.logs(body, body.length, 1).batch());
        } catch (MalformedException e) {
            return;
        }
        ExportLogsServiceRequest.parseFrom(body);
    }

    @FuzzTest(maxDuration = "15s")
    void metrics(byte[] body) throws InvalidProtocolBufferException {
        try {
            readBack(decoder.metrics(body, body.length).batch());
        } catch (MalformedException e) {
            return;
        }
        // A kind that another one replaces is skipped unread, so protobuf may be stricter there.
        assertThat(body).isNotNull();
    }

    @FuzzTest(maxDuration = "15s")
    void json(byte[] body) {
        try {
            byte[] protobuf = transcoder.traces(body, body.length);
            readBack(decoder.traces(protobuf, protobuf.length).batch());
            protobuf = transcoder.logs(body, body.length);
            readBack(decoder.logs(protobuf, protobuf.length, 1).batch());
            protobuf = transcoder.metrics(body, body.length);
            readBack(decoder.metrics(protobuf, protobuf.length).batch());
        } catch (MalformedException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "15s")
    void attributes(byte[] bytes) {
        try {
            Attributes attributes = new Attributes().reset(bytes, 0, bytes.length);
            while (attributes.next()) {
                assertThat(attributes.key()).isNotNull();
                assertThat(attributes.value().text()).isNotNull();
            }
            assertThat(new AnyValue(bytes, 0, bytes.length).text(1000)).isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static void readBack(SpanBatch batch) {
        try (JsonGenerator out = generator()) {
            out.writeStartArray();
            for (int row = 0; row < batch.rows(); row++) {
                out.writeStartObject();
                OtlpSpanJson.fields(out, batch, row);
                out.writeName("resource");
                OtlpJson.resource(
                        out, ResourceEntry.of(batch.resources(), batch.resource.get(row)));
                out.writeName("scope");
                OtlpJson.scope(out, ScopeEntry.of(batch.scopes(), batch.scope.get(row)));
                out.writeEndObject();
            }
            out.writeEndArray();
        }
    }

    private static void readBack(LogBatch batch) {
        try (JsonGenerator out = generator()) {
            out.writeStartArray();
            for (int row = 0; row < batch.rows(); row++) {
                out.writeStartObject();
                OtlpLogJson.fields(out, batch, row);
                out.writeEndObject();
            }
            out.writeEndArray();
        }
    }

    private static void readBack(MetricBatch batch) {
        try (JsonGenerator out = generator()) {
            out.writeStartArray();
            for (int row = 0; row < batch.rows(); row++) {
                int series = batch.series.get(row);
                int metric = batch.seriesTable.metric().get(series);
                out.writeStartObject();
                OtlpPointJson.fields(
                        out,
                        batch,
                        row,
                        MetricEntry.of(batch.seriesTable.metrics(), metric).kind());
                out.writeName("attributes");
                OtlpJson.attributes(
                        out, new Attributes().reset(batch.seriesTable.attributes(), series));
                out.writeEndObject();
            }
            out.writeEndArray();
        }
    }

    private static JsonGenerator generator() {
        return JsonFactory.builder()
                .build()
                .createGenerator(ObjectWriteContext.empty(), OutputStream.nullOutputStream());
    }
}
