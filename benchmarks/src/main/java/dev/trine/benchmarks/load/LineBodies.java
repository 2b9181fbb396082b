package dev.trine.benchmarks.load;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;

/// Log lines as they come out of containers: 30 streams of an app and a pod; JSON, logfmt and access
/// lines of 226 bytes on average, a random trace id of 32 hexadecimal digits in each, and no field
/// but the time beside the line.
final class LineBodies implements Workload.BodyMaker {
    private static final int STREAMS = 30;
    private static final String[] PATHS = {
        "/api/v1/products", "/api/v1/cart", "/api/v1/checkout", "/api/v1/orders", "/healthz"
    };
    private static final String[] METHODS = {"GET", "GET", "GET", "POST", "PUT"};
    private static final String[] MESSAGES = {
        "request completed", "order placed", "cache miss", "payment accepted", "user logged in"
    };
    private static final String[] AGENTS = {
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36", "curl/8.5.0", "Go-http-client/2.0"
    };
    private static final DateTimeFormatter ACCESS_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z").withZone(ZoneOffset.UTC);

    @Override
    public byte[] make(Random random, long first, int count) {
        ScopeLogs.Builder[] scopes = new ScopeLogs.Builder[STREAMS];
        for (int i = 0; i < STREAMS; i++) {
            scopes[i] = ScopeLogs.newBuilder();
        }
        for (int i = 0; i < count; i++) {
            int stream = random.nextInt(STREAMS);
            scopes[stream].addLogRecords(record(random, first + i, stream));
        }
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        for (int i = 0; i < STREAMS; i++) {
            request.addResourceLogs(
                    ResourceLogs.newBuilder().setResource(stream(i)).addScopeLogs(scopes[i]));
        }
        return request.build().toByteArray();
    }

    private static Resource stream(int number) {
        KeyValue app = Otlp.text("service.name", "app-" + number % 10);
        KeyValue pod = Otlp.text("k8s.pod.name", "app-" + number % 10 + "-" + number);
        return Resource.newBuilder().addAttributes(app).addAttributes(pod).build();
    }

    private static LogRecord record(Random random, long number, int stream) {
        long time = Otlp.EPOCH_NANOS + number * 1_000_000L + random.nextInt(1_000_000);
        return LogRecord.newBuilder()
                .setTimeUnixNano(time)
                .setBody(AnyValue.newBuilder().setStringValue(line(random, time, stream)))
                .build();
    }

    private static String line(Random random, long nanos, int stream) {
        String trace = "%016x%016x".formatted(random.nextLong(), random.nextLong());
        String path = PATHS[random.nextInt(PATHS.length)];
        String method = METHODS[random.nextInt(METHODS.length)];
        boolean error = random.nextInt(50) == 0;
        int status = error ? 500 + random.nextInt(4) : random.nextInt(10) == 0 ? 404 : 200;
        String level = error ? "error" : random.nextInt(10) == 0 ? "warn" : "info";
        String message = MESSAGES[random.nextInt(MESSAGES.length)];
        int user = random.nextInt(100_000);
        Instant time = Instant.ofEpochSecond(0, nanos / 1_000_000 * 1_000_000);
        return switch (stream % 3) {
            case 0 ->
                    "{\"ts\":\"%s\",\"level\":\"%s\",\"msg\":\"%s\",\"method\":\"%s\",\"path\":\"%s\",\"status\":%d,\"duration_ms\":%d.%03d,\"user_id\":\"u-%05d\",\"trace_id\":\"%s\",\"bytes\":%d}"
                            .formatted(
                                    time,
                                    level,
                                    message,
                                    method,
                                    path,
                                    status,
                                    random.nextInt(900),
                                    random.nextInt(1_000),
                                    user,
                                    trace,
                                    random.nextInt(20_000));
            case 1 ->
                    "ts=%s level=%s caller=handler.go:%d msg=\"%s\" method=%s path=%s status=%d duration=%d.%02dms user=u-%05d trace_id=%s bytes=%d"
                            .formatted(
                                    time,
                                    level,
                                    100 + random.nextInt(20),
                                    message,
                                    method,
                                    path,
                                    status,
                                    random.nextInt(900),
                                    random.nextInt(100),
                                    user,
                                    trace,
                                    random.nextInt(20_000));
            default ->
                    "10.%d.%d.%d - u-%05d [%s] \"%s %s?page=%d HTTP/1.1\" %d %d \"-\" \"%s\" rt=0.%03d trace=%s"
                            .formatted(
                                    random.nextInt(4),
                                    random.nextInt(256),
                                    random.nextInt(256),
                                    user,
                                    ACCESS_TIME.format(time),
                                    method,
                                    path,
                                    random.nextInt(50),
                                    status,
                                    random.nextInt(20_000),
                                    AGENTS[random.nextInt(AGENTS.length)],
                                    random.nextInt(900),
                                    trace);
        };
    }
}
