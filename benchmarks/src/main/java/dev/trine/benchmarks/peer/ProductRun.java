package dev.trine.benchmarks.peer;

import dev.trine.benchmarks.load.ProcessUsage;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Measures one server, each phase with an empty folder of its own or what the phase before left.
final class ProductRun {
    static final String READY = "ready after start, s";
    static final String IDLE = "RSS idle, MiB";
    static final String RATE = "samples/s";
    static final String CPU = "server CPU s per million samples";
    static final String CPU_LATER = "the same, second half";
    static final String PEAK = "peak RSS, ingest, MiB";
    static final String DISK = "disk bytes per sample, log included";
    static final String SETTLED = "disk bytes per sample, settled";
    static final String RESTART = "ready after kill -9, s";
    static final String PEAK_QUERIES = "peak RSS, queries, MiB";

    private final Product product;
    private final RunOptions options;
    private final HttpClient client;
    private final Figures figures;

    ProductRun(Product product, RunOptions options, HttpClient client) {
        this.product = product;
        this.options = options;
        this.client = client;
        this.figures = new Figures(product.name());
    }

    /// @param ingest requests of the measured ingest; the last are its second half
    /// @param more sent before the questions
    Figures measure(
            List<WriteRequests> ingest,
            List<WriteRequests> more,
            Map<ValueShape, WriteRequests> shapes,
            List<Question> questions)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("trine-peer");
        try {
            ingest(folder, ingest);
            if (!questions.isEmpty()) {
                ask(folder, more, questions);
            }
        } finally {
            delete(folder);
        }
        for (Map.Entry<ValueShape, WriteRequests> shape : shapes.entrySet()) {
            shape(shape.getKey(), shape.getValue());
        }
        return figures;
    }

    private void ingest(Path folder, List<WriteRequests> halves)
            throws IOException, InterruptedException {
        long all = 0;
        try (ProductProcess server = ProductProcess.start(product, folder, client)) {
            figures.numbers.put(READY, server.readySeconds());
            Thread.sleep(1_000);
            ProcessUsage before = server.usage();
            figures.numbers.put(IDLE, (double) before.rssMib());
            double seconds = 0;
            ProcessUsage half = before;
            long samples = 0;
            for (WriteRequests requests : halves) {
                half = server.usage();
                samples = requests.samples();
                seconds += send(requests, server);
                all += samples;
            }
            ProcessUsage after = server.usage();
            double cpu = after.cpuSeconds() - before.cpuSeconds();
            figures.numbers.put(RATE, all / seconds);
            figures.numbers.put(CPU, cpu * 1e6 / all);
            figures.numbers.put(
                    CPU_LATER, (after.cpuSeconds() - half.cpuSeconds()) * 1e6 / samples);
            figures.numbers.put(PEAK, (double) after.peakRssMib());
            figures.numbers.put(DISK, (double) ProcessUsage.diskBytes(folder) / all);
        }
        try (ProductProcess server = ProductProcess.start(product, folder, client)) {
            figures.numbers.put(RESTART, server.readySeconds());
            long bytes = Settling.bytes(product, server, folder);
            figures.numbers.put(SETTLED, (double) bytes / all);
        }
    }

    private double send(WriteRequests requests, ProductProcess server)
            throws IOException, InterruptedException {
        WriteLoad.Result sent = WriteLoad.send(requests, server.port());
        if (sent.refused() > 0) {
            options.progress(product.name() + ": " + sent.refused() + " requests were refused");
        }
        return sent.seconds();
    }

    private void ask(Path folder, List<WriteRequests> more, List<Question> questions)
            throws IOException, InterruptedException {
        try (ProductProcess server = ProductProcess.start(product, folder, client)) {
            for (WriteRequests requests : more) {
                send(requests, server);
            }
            server.flush();
            for (Question question : questions) {
                options.progress(product.name() + ": " + question.name());
                figures.answers.put(
                        question.name(),
                        Timing.of(server, question, options.rounds(), options.seconds()));
            }
            figures.numbers.put(PEAK_QUERIES, (double) server.usage().peakRssMib());
        }
    }

    private void shape(ValueShape shape, WriteRequests requests)
            throws IOException, InterruptedException {
        options.progress(product.name() + ": " + shape);
        Path folder = Files.createTempDirectory("trine-peer");
        try (ProductProcess server = ProductProcess.start(product, folder, client)) {
            send(requests, server);
            long bytes = Settling.bytes(product, server, folder);
            figures.numbers.put(row(shape), (double) bytes / requests.samples());
        } finally {
            delete(folder);
        }
    }

    /// The row of a shape's bytes.
    static String row(ValueShape shape) {
        return "bytes per sample, " + shape.name().toLowerCase(Locale.ROOT).replace('_', ' ');
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
