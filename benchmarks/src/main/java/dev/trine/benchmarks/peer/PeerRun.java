package dev.trine.benchmarks.peer;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Sends the same samples to Trine and to its peers and asks them the same questions, one server
/// after the other, and prints what each took, and Trine's share of what each peer took.
///
/// Arguments: `--peer NAME=BINARY` for each peer, NAME beginning with `prometheus` or
/// `victoria-metrics`; `[--quick] [--trine COMMAND|none] [--phases ingest,queries,shapes]
/// [--only TEXT] [--connections N] [--steps N]`. Run from the project's root after `./trine version` has built
/// the jar.
public final class PeerRun {
    private static final int HOSTS = 100;

    /// Half an hour and the five minutes before it.
    private static final int QUERIED_STEPS = 141;

    private final RunOptions options;
    private final long endMs;

    private PeerRun(RunOptions options, long nowMs) {
        this.options = options;
        this.endMs = nowMs / 15_000 * 15_000;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        RunOptions options = RunOptions.parse(arguments, System.err);
        PrintStream out = System.out; // the figures are this program's product
        new PeerRun(options, System.currentTimeMillis()).run(new Report(out));
    }

    private void run(Report report) throws IOException, InterruptedException {
        options.progress("making the requests");
        List<WriteRequests> ingest = ingest();
        List<WriteRequests> more = options.phases().contains("queries") ? queried() : List.of();
        Map<ValueShape, WriteRequests> shapes = shapes();
        List<Question> questions = new ArrayList<>();
        if (options.phases().contains("queries")) {
            questions.addAll(Question.all(endMs));
            questions.removeIf(question -> !question.name().contains(options.only()));
        }
        List<Figures> all = new ArrayList<>();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (Product product : options.products()) {
                options.progress(product.name());
                ProductRun run = new ProductRun(product, options, client);
                all.add(run.measure(ingest, more, shapes, questions));
            }
        }
        report.print(all);
    }

    /// A day of some gauges up to where the hosts begin, by one connection since a request holds much
    /// time; then those with the hosts, ten million samples unless told otherwise, in two halves.
    private List<WriteRequests> ingest() {
        DataSet day = DataSets.shape(ValueShape.DECIMAL_GAUGE);
        int steps = Math.min(options.steps(), day.steps() - 1);
        long hostsMs = steps * day.stepMs();
        List<WriteRequests> requests = new ArrayList<>();
        requests.add(
                WriteRequests.of(List.of(day.withSteps(day.steps() - steps)), 1, endMs - hostsMs));
        List<DataSet> data = List.of(DataSets.hosts(HOSTS, steps), day.withSteps(steps));
        requests.addAll(WriteRequests.of(data, options.connections(), endMs).halves());
        return requests;
    }

    private List<WriteRequests> queried() {
        List<DataSet> data =
                List.of(
                        DataSets.wide(QUERIED_STEPS),
                        DataSets.buckets(QUERIED_STEPS),
                        DataSets.many("many", 100_000),
                        DataSets.many("churn", options.quick() ? 200_000 : 800_000));
        return List.of(WriteRequests.of(data, options.connections(), endMs));
    }

    private Map<ValueShape, WriteRequests> shapes() {
        Map<ValueShape, WriteRequests> shapes = new EnumMap<>(ValueShape.class);
        if (options.phases().contains("shapes")) {
            for (ValueShape shape : ValueShape.values()) {
                shapes.put(shape, WriteRequests.of(List.of(DataSets.shape(shape)), 1, endMs));
            }
        }
        return shapes;
    }
}
