package dev.trine.benchmarks.load;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.util.HexFormat;
import java.util.Random;

/// Log records of 30 services: JSON, logfmt and access lines of about 225 bytes, a random trace id each.
final class LogBodies implements Workload.BodyMaker {
    private static final int STREAMS = 30;
    private static final String[] PATHS = {"/", "/cart", "/checkout", "/api/items", "/login"};

    @Override
    public byte[] make(Random random, long first, int count) {
        int stream = (int) (first / count % STREAMS);
        ScopeLogs.Builder scope =
                ScopeLogs.newBuilder()
                        .setScope(InstrumentationScope.newBuilder().setName("com.example.Orders"));
        for (int i = 0; i < count; i++) {
            scope.addLogRecords(log(random, first + i));
        }
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(
                        ResourceLogs.newBuilder()
                                .setResource(
                                        Otlp.resource("app-" + stream, Integer.toString(stream)))
                                .addScopeLogs(scope))
                .build()
                .toByteArray();
    }

    private static LogRecord log(Random random, long number) {
        long time = Otlp.EPOCH_NANOS + number * 1_000_000L + random.nextInt(1_000_000);
        boolean error = random.nextInt(20) == 0;
        ByteString trace = Otlp.id(random, 16);
        return LogRecord.newBuilder()
                .setTimeUnixNano(time)
                .setObservedTimeUnixNano(time + 40_000)
                .setSeverityNumber(
                        error
                                ? SeverityNumber.SEVERITY_NUMBER_ERROR
                                : SeverityNumber.SEVERITY_NUMBER_INFO)
                .setSeverityText(error ? "ERROR" : "INFO")
                .setTraceId(trace)
                .setSpanId(Otlp.id(random, 8))
                .setBody(AnyValue.newBuilder().setStringValue(line(random, number, error, trace)))
                .addAttributes(Otlp.text("thread.name", "worker-" + random.nextInt(16)))
                .build();
    }

    private static String line(Random random, long number, boolean error, ByteString trace) {
        String id = HexFormat.of().formatHex(trace.toByteArray());
        String path = PATHS[random.nextInt(PATHS.length)];
        int status = error ? 500 + random.nextInt(4) : 200;
        int millis = random.nextInt(900);
        return switch ((int) (number % 3)) {
            case 0 ->
                    "{\"level\":\"%s\",\"msg\":\"request done\",\"path\":\"%s\",\"status\":%d,\"duration_ms\":%d,\"user\":\"u%05d\",\"trace_id\":\"%s\",\"pod\":\"shop-%d\"}"
                            .formatted(
                                    error ? "error" : "info",
                                    path,
                                    status,
                                    millis,
                                    random.nextInt(20_000),
                                    id,
                                    random.nextInt(30));
            case 1 ->
                    "level=%s msg=\"order placed\" path=%s status=%d duration=%dms user=u%05d items=%d total=%d.%02d trace_id=%s"
                            .formatted(
                                    error ? "error" : "info",
                                    path,
                                    status,
                                    millis,
                                    random.nextInt(20_000),
                                    random.nextInt(9) + 1,
                                    random.nextInt(500),
                                    random.nextInt(100),
                                    id);
            default ->
                    "10.0.%d.%d - - [01/Nov/2026:00:00:00 +0000] \"GET %s HTTP/1.1\" %d %d \"https://shop.example/%s\" \"Mozilla/5.0 (X11; Linux x86_64)\" %s"
                            .formatted(
                                    random.nextInt(255),
                                    random.nextInt(255),
                                    path,
                                    status,
                                    random.nextInt(90_000),
                                    path,
                                    id);
        };
    }
}
