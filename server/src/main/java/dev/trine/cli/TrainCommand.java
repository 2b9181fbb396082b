package dev.trine.cli;

import dev.trine.config.ConfigException;
import dev.trine.config.ListenAddress;
import dev.trine.config.ServerConfig;
import dev.trine.config.Setting;
import dev.trine.config.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `trine train`: one short life of a server, from which the JVM makes its start-up cache. It starts
/// on free ports with an empty data folder, answers a request of each kind and ends. Run by the
/// build, not by people.
final class TrainCommand implements Callable<Integer> {
    /// Enough for the JVM to see what a first page view and a first export need.
    private static final int ROUNDS = 20;

    private static final List<String> PAGES =
            List.of(
                    "/",
                    "/-/ready",
                    "/health",
                    "/metrics",
                    "/api/stats",
                    "/api/traces",
                    "/api/logs",
                    "/api/metrics",
                    "/api/service-map",
                    "/api/service-catalog");

    private static final Map<String, String> EXPORTS =
            Map.of(
                    "/v1/traces",
                    """
                    {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":\
                    {"stringValue":"training"}}]},"scopeSpans":[{"spans":[{"traceId":\
                    "5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","name":"GET /",\
                    "kind":2,"startTimeUnixNano":"1544712660000000000","endTimeUnixNano":\
                    "1544712661000000000"}]}]}]}\
                    """,
                    "/v1/logs",
                    """
                    {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":\
                    "1544712660300000000","severityNumber":9,"body":{"stringValue":"hello"}}]}]}]}\
                    """,
                    "/v1/metrics",
                    """
                    {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"requests","sum":\
                    {"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"5",\
                    "startTimeUnixNano":"1544712660000000000","timeUnixNano":\
                    "1544712661000000000"}]}}]}]}]}\
                    """);

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("train");
    private final ServerStarter starter;

    TrainCommand(ServerStarter starter) {
        this.starter = starter;
        spec.usageMessage().hidden(true);
        spec.addOption(
                OptionSpec.builder(Setting.DATA_DIR.flag())
                        .type(String.class)
                        .required(true)
                        .build());
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws ConfigException, StartException, IOException {
        String folder =
                spec.commandLine()
                        .getParseResult()
                        .matchedOptionValue(Setting.DATA_DIR.flag(), "auto");
        Map<Setting, String> flags =
                Map.of(
                        Setting.LISTEN_HTTP, "127.0.0.1:0",
                        Setting.LISTEN_OTLP_GRPC, "127.0.0.1:0",
                        Setting.LISTEN_OTLP_HTTP, "127.0.0.1:0",
                        Setting.DATA_DIR, folder);
        Settings settings = Settings.resolve(flags, Optional.empty(), Map.of(), Map.of());
        ConsoleLog.install();
        try (RunningServer server = starter.start(ServerConfig.of(settings), false)) {
            for (int round = 0; round < ROUNDS; round++) {
                for (Map.Entry<String, String> export : EXPORTS.entrySet()) {
                    send(server.listeners().otlpHttp(), "POST", export.getKey(), export.getValue());
                }
                for (String page : PAGES) {
                    send(server.listeners().http(), "GET", page, "");
                }
            }
        }
        return ExitCode.OK;
    }

    private static void send(ListenAddress address, String method, String path, String body)
            throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head =
                method
                        + (" " + path + " HTTP/1.1\r\nHost: " + address + "\r\n")
                        + "Accept-Encoding: gzip\r\nContent-Type: application/json\r\n"
                        + ("Content-Length: " + content.length + "\r\nConnection: close\r\n\r\n");
        try (Socket socket = new Socket(address.host(), address.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(content);
            out.flush();
            socket.getInputStream().readAllBytes();
        }
    }
}
