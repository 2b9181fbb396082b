package dev.trine.benchmarks.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A server that takes remote write and answers PromQL.
sealed interface Product {
    /// As it is shown.
    String name();

    /// The command that becomes the server's process.
    List<String> command(Path folder, int port);

    /// Answered with 200 once the server is ready.
    String readyPath();

    /// POSTed so that what was sent last can be queried; empty where nothing is needed.
    default String flushPath() {
        return "";
    }

    /// @param launcher the command in front of `serve`
    record Trine(List<String> launcher) implements Product {
        @Override
        public String name() {
            return "Trine";
        }

        @Override
        public List<String> command(Path folder, int port) {
            List<String> command = new ArrayList<>(launcher);
            command.addAll(
                    List.of(
                            "serve",
                            "--data.dir=" + folder,
                            "--listen.http=127.0.0.1:" + port,
                            "--listen.otlp-grpc=127.0.0.1:0",
                            "--listen.otlp-http=127.0.0.1:0"));
            return command;
        }

        @Override
        public String readyPath() {
            return "/-/ready";
        }
    }

    /// Prometheus 2.25 or newer.
    record Prometheus(String name, Path binary) implements Product {
        @Override
        public List<String> command(Path folder, int port) {
            return List.of(
                    binary.toString(),
                    "--config.file=" + folder.resolve("prometheus.yml"),
                    "--storage.tsdb.path=" + folder.resolve("data"),
                    "--web.listen-address=127.0.0.1:" + port,
                    "--web.enable-remote-write-receiver",
                    "--web.enable-admin-api",
                    "--log.level=warn");
        }

        @Override
        public String readyPath() {
            return "/-/ready";
        }
    }

    /// VictoriaMetrics, single node, its cache of query results off.
    record VictoriaMetrics(String name, Path binary) implements Product {
        @Override
        public List<String> command(Path folder, int port) {
            return List.of(
                    binary.toString(),
                    "-storageDataPath=" + folder.resolve("data"),
                    "-httpListenAddr=127.0.0.1:" + port,
                    "-retentionPeriod=12",
                    "-search.disableCache",
                    "-search.latencyOffset=0s",
                    "-loggerLevel=WARN");
        }

        @Override
        public String readyPath() {
            return "/health";
        }

        @Override
        public String flushPath() {
            return "/internal/force_flush";
        }
    }
}
