package dev.trine.benchmarks.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Starts `./trine serve` with an empty folder for each signal and protocol, sends it a million items
/// or more flat out, and prints what was acknowledged per second and what the server used for it.
///
/// Arguments: `[--items N] [--connections N] [--signals traces,logs,metrics] [--protocols http,grpc]
/// [--ack synced|written]`. Run from the project's root after `./trine version` has built the jar.
public final class IngestRun {
    private final Options options;
    private final PrintStream out;

    private IngestRun(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = System.out; // the figures are this program's product
        new IngestRun(Options.parse(args), out).run();
    }

    private void run() throws IOException, InterruptedException {
        out.println(
                "| signal | protocol | items | MB sent | acked/s | refused | server CPU s | CPU"
                        + " µs/item | peak RSS MiB | disk bytes/item |");
        out.println("|---|---|---|---|---|---|---|---|---|---|");
        for (String signal : options.signals()) {
            long items = signal.equals("metrics") ? options.items() * 5 : options.items();
            Workload workload = Workload.of(signal, items, 42);
            for (String protocol : options.protocols()) {
                measure(workload, protocol);
            }
        }
    }

    private void measure(Workload workload, String protocol)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("trine-ingest");
        try (ServerProcess server =
                ServerProcess.start(List.of("./trine"), folder, options.ack())) {
            LoadGenerator generator =
                    new LoadGenerator(
                            protocol,
                            "127.0.0.1",
                            server.otlpPort(protocol),
                            options.connections());
            ProcessUsage before = server.usage();
            LoadGenerator.Result result = generator.send(workload);
            ProcessUsage after = server.usage();
            server.stop();
            print(workload, protocol, before, after, result, ProcessUsage.diskBytes(folder));
        } finally {
            delete(folder);
        }
    }

    private void print(
            Workload workload,
            String protocol,
            ProcessUsage before,
            ProcessUsage after,
            LoadGenerator.Result result,
            long disk) {
        double cpu = after.cpuSeconds() - before.cpuSeconds();
        out.printf(
                Locale.ROOT,
                "| %s | %s | %,d | %,d | %,.0f | %d | %.2f | %.2f | %d | %.1f |%n",
                workload.signal(),
                protocol,
                result.items(),
                workload.bytes() / 1_000_000,
                result.perSecond(),
                result.refused(),
                cpu,
                cpu * 1e6 / result.items(),
                after.peakRssMib(),
                (double) disk / result.items());
        out.flush();
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

    /// The command line.
    private record Options(
            long items, int connections, List<String> signals, List<String> protocols, String ack) {
        static Options parse(String[] args) {
            long items = 1_000_000;
            int connections = 4;
            List<String> signals = List.of("traces", "logs", "metrics");
            List<String> protocols = List.of("http", "grpc");
            String ack = "synced";
            for (int i = 0; i + 1 < args.length; i += 2) {
                String value = args[i + 1];
                switch (args[i]) {
                    case "--items" -> items = Long.parseLong(value);
                    case "--connections" -> connections = Integer.parseInt(value);
                    case "--signals" -> signals = List.of(value.split(","));
                    case "--protocols" -> protocols = List.of(value.split(","));
                    case "--ack" -> ack = value;
                    default -> throw new IllegalArgumentException("unknown argument: " + args[i]);
                }
            }
            return new Options(items, connections, signals, protocols, ack);
        }
    }
}
