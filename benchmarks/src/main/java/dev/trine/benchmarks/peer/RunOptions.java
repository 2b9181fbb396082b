package dev.trine.benchmarks.peer;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// The command line of [PeerRun].
///
/// @param products Trine first
/// @param quick the size that is through in some minutes
/// @param phases of `ingest`, `queries` and `shapes`; queries need what ingest leaves, and measure it
/// @param only part of the names of the questions asked
/// @param steps samples of each of the 10,000 series of the measured ingest
/// @param log takes what is going on
record RunOptions(
        List<Product> products,
        boolean quick,
        List<String> phases,
        String only,
        int connections,
        int steps,
        PrintStream log) {
    static RunOptions parse(String[] arguments, PrintStream log) {
        List<Product> peers = new ArrayList<>();
        List<String> launcher = List.of("./trine");
        boolean quick = false;
        List<String> phases = List.of("ingest", "queries", "shapes");
        String only = "";
        int connections = 4;
        int steps = 1_000;
        Iterator<String> left = List.of(arguments).iterator();
        while (left.hasNext()) {
            String name = left.next();
            if (name.equals("--quick")) {
                quick = true;
                continue;
            }
            if (!left.hasNext()) {
                throw new IllegalArgumentException(name + ": a value is missing");
            }
            String value = left.next();
            switch (name) {
                case "--peer" -> peers.add(peer(value));
                case "--trine" -> launcher = List.of(value.split(" "));
                case "--phases" -> phases = List.of(value.split(","));
                case "--only" -> only = value;
                case "--steps" -> steps = Integer.parseInt(value);
                case "--connections" -> connections = Integer.parseInt(value);
                default -> throw new IllegalArgumentException("unknown argument: " + name);
            }
        }
        List<Product> products = new ArrayList<>();
        if (!launcher.equals(List.of("none"))) {
            products.add(new Product.Trine(launcher));
        }
        products.addAll(peers);
        return new RunOptions(products, quick, phases, only, connections, steps, log);
    }

    private static Product peer(String text) {
        String[] pair = text.split("=", 2);
        if (pair.length < 2) {
            throw new IllegalArgumentException("--peer " + text + " (expected: NAME=BINARY)");
        }
        Path binary = Path.of(pair[1]);
        if (pair[0].startsWith("prometheus")) {
            return new Product.Prometheus(pair[0], binary);
        }
        if (pair[0].startsWith("victoria-metrics")) {
            return new Product.VictoriaMetrics(pair[0], binary);
        }
        throw new IllegalArgumentException(
                "--peer " + text + " (expected: prometheus… or victoria-metrics…)");
    }

    /// How often each question is asked at most.
    int rounds() {
        return quick ? 20 : 50;
    }

    /// How long each question is asked at most.
    double seconds() {
        return quick ? 1.2 : 4;
    }

    void progress(String text) {
        log.println(text);
        log.flush();
    }
}
