package dev.trine.benchmarks.peer;

import dev.trine.benchmarks.load.HttpSender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends write requests as fast as a server acknowledges them.
final class WriteLoad {
    private static final List<String> HEADERS =
            List.of(
                    "Content-Type: application/x-protobuf",
                    "Content-Encoding: snappy",
                    "X-Prometheus-Remote-Write-Version: 0.1.0");

    /// Connections wait for each other after so many requests each: Prometheus refuses what is an
    /// hour older than the newest sample.
    private static final int REQUESTS_ABREAST = 64;

    private static final int STUCK_SECONDS = 120;

    private WriteLoad() {}

    /// @param refused requests that were answered with an error
    record Result(long refused, double seconds) {}

    static HttpSender connect(int port) throws IOException {
        return new HttpSender("127.0.0.1", port, "/api/v1/write", HEADERS);
    }

    static Result send(WriteRequests requests, int port) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int connections = requests.perConnection().size();
        CyclicBarrier abreast = new CyclicBarrier(connections);
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<Long>> running = new ArrayList<>();
            int fewest = requests.perConnection().stream().mapToInt(List::size).min().orElse(0);
            for (List<byte[]> own : requests.perConnection()) {
                running.add(threads.submit(() -> sendAll(own, port, fewest, abreast)));
            }
            long refused = 0;
            for (Future<Long> one : running) {
                refused += one.get();
            }
            return new Result(refused, (System.nanoTime() - start) / 1e9);
        } catch (ExecutionException e) {
            throw new IOException("a sender failed", e.getCause());
        }
    }

    private static long sendAll(List<byte[]> requests, int port, int fewest, CyclicBarrier abreast)
            throws IOException, InterruptedException, BrokenBarrierException {
        long refused = 0;
        try (HttpSender sender = connect(port)) {
            for (int i = 0; i < requests.size(); i++) {
                refused += sender.send(requests.get(i)) ? 0 : 1;
                if (i < fewest && i % REQUESTS_ABREAST == REQUESTS_ABREAST - 1) {
                    abreast.await(STUCK_SECONDS, TimeUnit.SECONDS);
                }
            }
        } catch (TimeoutException e) {
            throw new IOException("a connection is stuck", e);
        }
        return refused;
    }
}
