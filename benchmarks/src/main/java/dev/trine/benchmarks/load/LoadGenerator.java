package dev.trine.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Sends a workload over several connections, as fast as the server acknowledges it.
final class LoadGenerator {
    private final String protocol;
    private final String host;
    private final int port;
    private final int connections;

    LoadGenerator(String protocol, String host, int port, int connections) {
        this.protocol = protocol;
        this.host = host;
        this.port = port;
        this.connections = connections;
    }

    /// What a run came to.
    ///
    /// @param items acknowledged items
    /// @param refused requests that were answered with an error
    record Result(long items, long refused, double seconds) {
        double perSecond() {
            return items / seconds;
        }
    }

    Result send(Workload workload) throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Sender> senders = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            senders.add(Sender.open(protocol, host, port, workload.signal()));
        }
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<long[]>> running = new ArrayList<>();
            for (Sender sender : senders) {
                running.add(threads.submit(() -> drain(workload, next, sender)));
            }
            long items = 0;
            long refused = 0;
            for (Future<long[]> one : running) {
                long[] counts = one.get();
                items += counts[0];
                refused += counts[1];
            }
            return new Result(items, refused, (System.nanoTime() - start) / 1e9);
        } catch (ExecutionException e) {
            throw new IOException("a sender failed", e.getCause());
        } finally {
            for (Sender sender : senders) {
                sender.close();
            }
        }
    }

    private static long[] drain(Workload workload, AtomicInteger next, Sender sender)
            throws IOException, InterruptedException {
        long[] counts = new long[2];
        for (int i = next.getAndIncrement();
                i < workload.bodies().size();
                i = next.getAndIncrement()) {
            if (sender.send(workload.bodies().get(i))) {
                counts[0] += workload.itemsPerBody().get(i);
            } else {
                counts[1]++;
            }
        }
        return counts;
    }
}
