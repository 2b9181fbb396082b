package dev.trine.benchmarks.peer;

import dev.trine.benchmarks.load.HttpSender;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Sends samples at a steady rate, as senders do, while several clients ask for far too much over
/// and over, and prints second by second how long acknowledgements took: one query, however large,
/// is not to be noticed by who sends.
///
/// Arguments: those of [PeerRun], of which `--trine`, `--peer` and `--steps` count.
public final class RunawayRun {
    private static final int REQUESTS_PER_SECOND = 20;
    private static final int QUIET_SECONDS = 10;
    private static final int RUNAWAY_SECONDS = 15;
    private static final int CLIENTS = 4;
    private static final String QUERY =
            "sum(quantile_over_time(0.9, {__name__=~\".+\"}[2h])) / count({__name__=~\".+\"})";

    private final RunOptions options;
    private final PrintStream out;
    private final long endMs;
    private final AtomicInteger asked = new AtomicInteger();
    private final Map<Integer, Integer> statuses = new TreeMap<>();

    private RunawayRun(RunOptions options, PrintStream out, long nowMs) {
        this.options = options;
        this.out = out;
        this.endMs = nowMs / 15_000 * 15_000;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = System.out; // the figures are this program's product
        RunOptions options = RunOptions.parse(arguments, System.err);
        for (Product product : options.products()) {
            new RunawayRun(options, out, System.currentTimeMillis()).run(product);
        }
    }

    private void run(Product product) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("trine-runaway");
        DataSet hosts = DataSets.hosts(100, options.steps());
        long stepsMs = (2L * QUIET_SECONDS + RUNAWAY_SECONDS) * REQUESTS_PER_SECOND / 4 * 15_000;
        WriteRequests before = WriteRequests.of(List.of(hosts), 4, endMs - stepsMs);
        WriteRequests steady =
                WriteRequests.of(List.of(hosts.withSteps((int) (stepsMs / 15_000))), 4, endMs);
        try (HttpClient client =
                        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                ProductProcess server = ProductProcess.start(product, folder, client)) {
            WriteLoad.send(before, server.port());
            measure(product, server, inTurn(steady.perConnection()));
        } finally {
            delete(folder);
        }
    }

    /// The requests of all connections as one connection sends them.
    private static List<byte[]> inTurn(List<List<byte[]>> connections) {
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < connections.getFirst().size(); i++) {
            for (List<byte[]> own : connections) {
                all.add(own.get(i));
            }
        }
        return all;
    }

    private void measure(Product product, ProductProcess server, List<byte[]> requests)
            throws IOException, InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> clients = new ArrayList<>();
        int runawayTo = QUIET_SECONDS + RUNAWAY_SECONDS;
        out.printf("%n%s, %s%n%n", product.name(), QUERY);
        out.println("| second | acked | p50 ms | max ms | answers to runaway queries |");
        out.println("|---|---|---|---|---|");
        long start = System.nanoTime();
        try (HttpSender sender = WriteLoad.connect(server.port())) {
            for (int second = 0; second < requests.size() / REQUESTS_PER_SECOND; second++) {
                if (second == QUIET_SECONDS) {
                    for (int i = 0; i < CLIENTS; i++) {
                        clients.add(Thread.ofVirtual().start(() -> ask(server, over)));
                    }
                }
                if (second == runawayTo) {
                    over.set(true);
                }
                second(sender, requests, second, start);
            }
        }
        for (Thread one : clients) {
            one.join();
        }
        synchronized (statuses) {
            out.printf("%nAnswers by status (0 = none in time): %s%n", statuses);
        }
        out.flush();
    }

    private void second(HttpSender sender, List<byte[]> requests, int second, long start)
            throws IOException, InterruptedException {
        double[] millis = new double[REQUESTS_PER_SECOND];
        int acked = 0;
        int answered = asked.get();
        for (int i = 0; i < REQUESTS_PER_SECOND; i++) {
            int number = second * REQUESTS_PER_SECOND + i;
            long due = start + number * 1_000_000_000L / REQUESTS_PER_SECOND;
            Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
            acked += sender.send(requests.get(number)) ? 1 : 0;
            // What waits behind a slow one is late, too: counted from when it was due.
            millis[i] = (System.nanoTime() - due) / 1e6;
        }
        Arrays.sort(millis);
        out.printf(
                Locale.ROOT,
                "| %d | %d of %d | %.1f | %.1f | %d |%n",
                second,
                acked,
                REQUESTS_PER_SECOND,
                millis[REQUESTS_PER_SECOND / 2],
                millis[REQUESTS_PER_SECOND - 1],
                asked.get() - answered);
        out.flush();
    }

    private void ask(ProductProcess server, AtomicBoolean over) {
        String path =
                "/api/v1/query_range?query="
                        + URLEncoder.encode(QUERY, StandardCharsets.UTF_8)
                        + "&start="
                        + (endMs / 1000 - 6 * 3_600)
                        + "&end="
                        + endMs / 1000
                        + "&step=5";
        while (!over.get()) {
            int status = 0;
            try {
                status = server.get(path).statusCode();
            } catch (HttpTimeoutException _) {
                status = 0;
            } catch (IOException e) {
                status = -1;
            } catch (InterruptedException e) {
                return;
            }
            asked.incrementAndGet();
            synchronized (statuses) {
                statuses.merge(status, 1, Integer::sum);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.sorted(Comparator.reverseOrder()).forEach(paths::add);
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
