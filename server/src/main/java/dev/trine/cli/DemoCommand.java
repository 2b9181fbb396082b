package dev.trine.cli;

import dev.trine.cli.demo.DemoException;
import dev.trine.cli.demo.Shop;
import dev.trine.cli.demo.ShopFolder;
import dev.trine.cli.demo.ShopPlan;
import dev.trine.config.ConfigException;
import dev.trine.config.ListenAddress;
import dev.trine.config.Listeners;
import dev.trine.config.ServerConfig;
import dev.trine.config.Setting;
import dev.trine.config.Settings;
import dev.trine.storage.StorageOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `trine demo`: a server in this process, the shop's services and customers as processes of their
/// own, all ended together.
final class DemoCommand implements Callable<Integer> {
    private static final String FRONTEND_PORT = "--frontend.port";
    private static final String BACKEND_PORT = "--backend.port";
    private static final String NO_TRAFFIC = "--no-traffic";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("demo");
    private final ServerStarter starter;
    private final Map<String, String> environment;

    DemoCommand(ServerStarter starter, Map<String, String> environment) {
        this.starter = starter;
        this.environment = environment;
        spec.usageMessage()
                .description(
                        "Runs the server with a shop to look at: two services, instrumented by the"
                                + " OpenTelemetry Java agent, and customers who send about one"
                                + " request a second.")
                .footer(
                        "",
                        "Its data is kept apart from that of 'trine serve': in the folder 'demo'"
                                + " below the default one, 256 MB at most. docs/learn/shop.md says"
                                + " what there is to see.");
        addPort(FRONTEND_PORT, "5001", "Where the shop's front end listens.");
        addPort(BACKEND_PORT, "5004", "Where the shop's back end listens.");
        spec.addOption(
                OptionSpec.builder(NO_TRAFFIC)
                        .description("Start the shop without customers: every request is yours.")
                        .build());
        ServerFlags.addTo(spec);
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws ConfigException, StartException, InterruptedException {
        ParseResult parsed = spec.commandLine().getParseResult();
        ServerConfig config = config(parsed);
        DemoProgress progress = new DemoProgress(spec.commandLine().getOut());
        ConsoleLog.install();
        Demo demo = start(config, plan(config, folder(), parsed), progress);
        Shutdown shutdown = Shutdown.onSignal(() -> stop(progress, demo));
        progress.follow(demo.plan(), demo.shop(), local(demo.server().listeners().http()));
        shutdown.await();
        return ExitCode.OK;
    }

    private record Demo(RunningServer server, Shop shop, ShopPlan plan) {}

    /// The services take seconds to come up, so they are started before the server, which is there
    /// by the time they send. Only when it has yet to choose its ports, it goes first.
    private Demo start(ServerConfig config, ShopPlan plan, DemoProgress progress)
            throws StartException {
        Listeners listeners = config.listeners();
        if (listeners.otlpHttp().port() == 0 || listeners.otlpGrpc().port() == 0) {
            RunningServer server = startServer(config, progress);
            Listeners chosen = server.listeners();
            ShopPlan known = plan.sendingTo(local(chosen.otlpHttp()), local(chosen.otlpGrpc()));
            return new Demo(server, openShop(known, progress, server::close), known);
        }
        Shop shop = openShop(plan, progress, () -> {});
        try {
            return new Demo(startServer(config, progress), shop, plan);
        } catch (StartException e) {
            shop.close();
            throw e;
        }
    }

    private RunningServer startServer(ServerConfig config, DemoProgress progress)
            throws StartException {
        RunningServer server = starter.start(config, true);
        progress.serverReady(server.listeners());
        return server;
    }

    private static ShopPlan plan(ServerConfig config, ShopFolder folder, ParseResult parsed)
            throws ConfigException {
        return new ShopPlan(
                folder,
                Path.of(System.getProperty("java.home"), "bin", "java"),
                port(parsed, FRONTEND_PORT),
                port(parsed, BACKEND_PORT),
                local(config.listeners().otlpHttp()),
                local(config.listeners().otlpGrpc()),
                !parsed.hasMatchedOption(NO_TRAFFIC),
                logs(config.storage()));
    }

    private ServerConfig config(ParseResult parsed) throws ConfigException {
        Path data = ServerFlags.settings(parsed, environment).userDataFolder().resolve("demo");
        Map<Setting, String> defaults =
                Map.of(
                        Setting.DATA_DIR, data.toString(),
                        Setting.RETENTION_SIZE, "256MB",
                        Setting.SELF_INTERVAL, "15s");
        Settings settings = ServerFlags.settings(parsed, environment, defaults);
        return ServerConfig.of(settings);
    }

    /// @param undo what to do when the shop can't be started
    private static Shop openShop(ShopPlan plan, DemoProgress progress, Runnable undo)
            throws StartException {
        try {
            Shop shop = Shop.start(plan, progress::processEnded);
            progress.shopStarting(plan);
            return shop;
        } catch (DemoException e) {
            undo.run();
            throw new StartException(e.getMessage(), e);
        }
    }

    private static void stop(DemoProgress progress, Demo demo) {
        progress.stopping();
        demo.shop().close();
        demo.server().close();
        progress.stopped();
    }

    private static ShopFolder folder() throws StartException {
        Optional<Path> home = Optional.ofNullable(System.getProperty("trine.home")).map(Path::of);
        try {
            URI jar = DemoCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI();
            return ShopFolder.find(home, Path.of(jar));
        } catch (URISyntaxException e) {
            throw new StartException("the demo can't find where Trine is installed.", e);
        } catch (DemoException e) {
            throw new StartException(e.getMessage(), e);
        }
    }

    private static Optional<Path> logs(StorageOptions storage) {
        return switch (storage.mode()) {
            case DISK -> Optional.of(storage.folder().resolve("shop-logs"));
            case MEMORY -> Optional.empty();
        };
    }

    /// The address for clients on this machine: one that listens everywhere is reached on loopback.
    private static URI local(ListenAddress address) {
        boolean wildcard = address.host().equals("0.0.0.0") || address.host().equals("::");
        ListenAddress reached = wildcard ? new ListenAddress("127.0.0.1", address.port()) : address;
        return URI.create("http://" + reached);
    }

    private void addPort(String flag, String port, String help) {
        spec.addOption(
                OptionSpec.builder(flag)
                        .type(int.class)
                        .defaultValue(port)
                        .paramLabel("PORT")
                        .description(help + " Default: " + port + ".")
                        .build());
    }

    private static int port(ParseResult parsed, String flag) throws ConfigException {
        int port = parsed.commandSpec().findOption(flag).getValue();
        if (port < 1 || port > 65_535) {
            throw new ConfigException(flag + "=" + port + ": expected a port of 1 to 65535.");
        }
        return port;
    }
}
