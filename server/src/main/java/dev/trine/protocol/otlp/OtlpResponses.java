package dev.trine.protocol.otlp;

import dev.trine.ingest.Rejections;
import dev.trine.model.Signal;
import dev.trine.wire.JsonText;
import dev.trine.wire.ProtoWriter;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/// The bodies of answers to OTLP senders.
///
/// Sources: `opentelemetry/proto/collector/*/v1/*_service.proto` 1.11; `google/rpc/status.proto` and
/// `google/rpc/error_details.proto`.
public final class OtlpResponses {
    private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

    private OtlpResponses() {}

    /// An `Export{Trace,Logs,Metrics}ServiceResponse`. Its partial success is left unset when nothing
    /// was refused, as the specification asks.
    public static byte[] success(Signal signal, Rejections rejections, OtlpEncoding encoding) {
        return switch (encoding) {
            case PROTOBUF -> protobufSuccess(rejections);
            case JSON -> jsonSuccess(signal, rejections).getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] protobufSuccess(Rejections rejections) {
        ProtoWriter out = new ProtoWriter(128);
        if (rejections.count() > 0) {
            int partial = out.begin(1);
            out.varintField(1, rejections.count());
            out.stringField(2, rejections.message());
            out.end(partial);
        }
        return out.toByteArray();
    }

    private static String jsonSuccess(Signal signal, Rejections rejections) {
        if (rejections.count() == 0) {
            return "{}";
        }
        String field =
                switch (signal) {
                    case TRACES -> "rejectedSpans";
                    case LOGS -> "rejectedLogRecords";
                    case METRICS -> "rejectedDataPoints";
                };
        StringBuilder out = new StringBuilder(128);
        out.append("{\"partialSuccess\":{\"").append(field).append("\":\"");
        out.append(rejections.count()).append("\",\"errorMessage\":");
        JsonText.quote(out, rejections.message());
        return out.append("}}").toString();
    }

    /// A `google.rpc.Status`.
    ///
    /// @param code of gRPC: 3 invalid argument, 8 resource exhausted, 14 unavailable ...
    /// @param retryAfterSeconds given when the sender may send the same again: adds a `RetryInfo`
    public static byte[] status(
            int code, String message, OptionalInt retryAfterSeconds, OtlpEncoding encoding) {
        return switch (encoding) {
            case PROTOBUF -> protobufStatus(code, message, retryAfterSeconds);
            case JSON ->
                    jsonStatus(code, message, retryAfterSeconds).getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] protobufStatus(int code, String message, OptionalInt retryAfterSeconds) {
        ProtoWriter out = new ProtoWriter(128);
        out.varintField(1, code);
        out.stringField(2, message);
        if (retryAfterSeconds.isPresent()) {
            int detail = out.begin(3);
            out.stringField(1, RETRY_INFO);
            int retryInfo = out.begin(2);
            int delay = out.begin(1);
            out.varintField(1, retryAfterSeconds.getAsInt());
            out.end(delay);
            out.end(retryInfo);
            out.end(detail);
        }
        return out.toByteArray();
    }

    private static String jsonStatus(int code, String message, OptionalInt retryAfterSeconds) {
        StringBuilder out = new StringBuilder(128);
        out.append("{\"code\":").append(code).append(",\"message\":");
        JsonText.quote(out, message);
        if (retryAfterSeconds.isPresent()) {
            out.append(",\"details\":[{\"@type\":\"").append(RETRY_INFO);
            out.append("\",\"retryDelay\":\"").append(retryAfterSeconds.getAsInt()).append("s\"}]");
        }
        return out.append('}').toString();
    }
}
