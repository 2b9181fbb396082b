package dev.trine.net;

import dev.trine.self.Counter;
import dev.trine.self.Histogram;
import dev.trine.self.MetricRegistry;

/// What this layer counts.
final class NetMetrics {
    private static final double[] SECONDS = {
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
    };

    private final Counter[] byStatusClass = new Counter[6];
    private final Counter grpcOk;
    private final Counter grpcFailed;
    private final Histogram seconds;
    private final Counter bodyBytes;

    NetMetrics(MetricRegistry registry) {
        for (int i = 2; i < byStatusClass.length; i++) {
            byStatusClass[i] =
                    registry.counter(
                            "trine_http_responses_total",
                            "HTTP answers by class of status.",
                            "status",
                            i + "xx");
        }
        grpcOk = registry.counter("trine_grpc_responses_total", "gRPC answers.", "status", "ok");
        grpcFailed =
                registry.counter("trine_grpc_responses_total", "gRPC answers.", "status", "error");
        seconds =
                registry.histogram(
                        "trine_http_request_duration_seconds",
                        "Time from the headers of a request to the end of its answer, streams included.",
                        SECONDS);
        bodyBytes =
                registry.counter(
                        "trine_http_request_body_bytes_total", "Request bodies, inflated.");
    }

    void http(int status, long bodyLength, long nanos) {
        byStatusClass[Math.clamp(status / 100, 2, 5)].increment();
        bodyBytes.add(bodyLength);
        seconds.record(nanos / 1e9);
    }

    void grpc(int code, long bodyLength, long nanos) {
        bodyBytes.add(bodyLength);
        (code == GrpcStatus.OK ? grpcOk : grpcFailed).increment();
        seconds.record(nanos / 1e9);
    }
}
