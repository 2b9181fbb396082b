package dev.trine.benchmarks.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.trine.benchmarks.load.Workload;
import dev.trine.protocol.otlp.OtlpDecoder;
import dev.trine.protocol.otlp.OtlpLimits;
import dev.trine.wire.MalformedException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How fast an export request becomes a batch, in bytes of request and in items per second, beside what
/// the generated protobuf classes need to make their objects of it.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class OtlpDecoderBenchmark {
    private static final int REQUESTS = 16;

    @Param({"traces", "logs", "metrics"})
    public String signal = "traces";

    private final OtlpDecoder decoder = new OtlpDecoder(OtlpLimits.DEFAULT);
    private List<byte[]> bodies = List.of();
    private List<Integer> items = List.of();
    private int next;

    /// What an invocation worked through.
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Work {
        public long bytes;
        public long items;
    }

    @Setup
    public void makeRequests() {
        int perBody = signal.equals("metrics") ? 2_500 : 504;
        Workload workload = Workload.of(signal, (long) REQUESTS * perBody, 1);
        bodies = workload.bodies();
        items = workload.itemsPerBody();
    }

    @Benchmark
    public Object trine(Work work) throws MalformedException {
        byte[] body = nextBody(work);
        return switch (signal) {
            case "traces" -> decoder.traces(body, body.length);
            case "logs" -> decoder.logs(body, body.length, 1);
            default -> decoder.metrics(body, body.length);
        };
    }

    @Benchmark
    public Object generatedClasses(Work work) throws InvalidProtocolBufferException {
        byte[] body = nextBody(work);
        return switch (signal) {
            case "traces" -> ExportTraceServiceRequest.parseFrom(body);
            case "logs" -> ExportLogsServiceRequest.parseFrom(body);
            default -> ExportMetricsServiceRequest.parseFrom(body);
        };
    }

    private byte[] nextBody(Work work) {
        next = (next + 1) % bodies.size();
        byte[] body = bodies.get(next);
        work.bytes += body.length;
        work.items += items.get(next);
        return body;
    }
}
