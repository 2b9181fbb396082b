package dev.trine.cli;

import dev.trine.config.ByteSize;
import dev.trine.config.ConfigException;
import dev.trine.config.ServerConfig;
import dev.trine.config.Settings;
import dev.trine.self.Version;
import dev.trine.storage.StorageOptions;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `trine serve`: runs the server until the process is told to stop.
final class ServeCommand implements Callable<Integer> {
    private static final String PRINT_CONFIG = "--print-config";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("serve");
    private final ServerStarter starter;
    private final Map<String, String> environment;

    ServeCommand(ServerStarter starter, Map<String, String> environment) {
        this.starter = starter;
        this.environment = environment;
        spec.usageMessage()
                .description(
                        "Runs the server: OTLP in, the UI and the APIs out. This is what plain"
                                + " 'trine' does.")
                .footer(
                        "",
                        "Each flag can also be set in the environment (--data.dir is"
                                + " TRINE_DATA_DIR) and in the file. A flag wins over the"
                                + " environment, the environment over the file.");
        ServerFlags.addTo(spec);
        spec.addOption(
                OptionSpec.builder(PRINT_CONFIG)
                        .description("Print the settings in force and where each was set, and end.")
                        .build());
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws ConfigException, StartException, InterruptedException {
        Settings settings = ServerFlags.settings(spec.commandLine().getParseResult(), environment);
        ServerConfig config = ServerConfig.of(settings);
        PrintWriter out = spec.commandLine().getOut();
        if (spec.commandLine().getParseResult().hasMatchedOption(PRINT_CONFIG)) {
            out.print(settings.print(config));
            out.flush();
            return ExitCode.OK;
        }
        ConsoleLog.install();
        RunningServer server = starter.start(config, false);
        Shutdown shutdown = Shutdown.onSignal(server::close);
        announce(out, server, config);
        shutdown.await();
        return ExitCode.OK;
    }

    private static void announce(PrintWriter out, RunningServer server, ServerConfig config) {
        StorageOptions storage = config.storage();
        String data =
                switch (storage.mode()) {
                    case DISK -> storage.folder().toString();
                    case MEMORY -> "in memory";
                };
        String limit = storage.retentionBytes().map(b -> ", up to " + ByteSize.text(b)).orElse("");
        out.println("Trine " + Version.text() + " is ready");
        out.println("  UI and APIs  http://" + server.listeners().http());
        out.println("  OTLP gRPC    http://" + server.listeners().otlpGrpc());
        out.println("  OTLP HTTP    http://" + server.listeners().otlpHttp());
        out.println("  data         " + data + limit);
        out.flush();
    }
}
