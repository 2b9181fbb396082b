package dev.trine.cli;

import dev.trine.config.ConfigException;
import dev.trine.model.Clock;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// The command line: finds the command, runs it, turns failures into one sentence and an exit code.
///
/// Commands are built by hand rather than from annotations, which would cost start-up time.
public final class Cli {
    private final CommandLine commandLine;
    private final PrintWriter err;

    /// @param starter starts a server in this process
    /// @param clock the time of what is imported without one
    /// @param environment environment variables
    public Cli(
            ServerStarter starter,
            Clock clock,
            Map<String, String> environment,
            PrintWriter out,
            PrintWriter err) {
        this.err = err;
        CommandSpec root =
                CommandSpec.wrapWithoutInspection((Callable<Integer>) this::usage).name("trine");
        root.usageMessage().description("Metrics, logs and traces in one process.");
        commandLine = new CommandLine(root);
        add(new ServeCommand(starter, environment).spec());
        add(new DemoCommand(starter, environment).spec());
        add(new StatusCommand(environment).spec());
        add(new ExportCommand(environment, clock).spec());
        add(new ImportCommand(environment, clock).spec());
        add(new InspectPartCommand().spec());
        add(new VerifyCommand().spec());
        add(new VersionCommand().spec());
        add(new TrainCommand(starter).spec());
        addHelp(root);
        commandLine.setOut(out).setErr(err).setUsageHelpAutoWidth(true);
        commandLine.setParameterExceptionHandler((e, args) -> usageError(e));
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> failure(e));
    }

    /// Runs one command and returns its exit code.
    public int run(String... args) {
        return commandLine.execute(withCommand(args));
    }

    /// `trine --data.dir=…` means `trine serve --data.dir=…`.
    private static String[] withCommand(String[] args) {
        boolean help = args.length > 0 && (args[0].equals("--help") || args[0].equals("-h"));
        if (help || (args.length > 0 && !args[0].startsWith("-"))) {
            return args;
        }
        List<String> full = new ArrayList<>(List.of("serve"));
        full.addAll(List.of(args));
        return full.toArray(String[]::new);
    }

    private void add(CommandSpec spec) {
        addHelp(spec);
        commandLine.addSubcommand(spec.name(), new CommandLine(spec));
    }

    private static void addHelp(CommandSpec spec) {
        spec.addOption(
                OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
    }

    private int usage() {
        commandLine.usage(commandLine.getOut());
        return ExitCode.OK;
    }

    private int usageError(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        return say(
                String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ")
                        + ("; '" + command + " --help' lists what there is."),
                ExitCode.USAGE);
    }

    private int failure(Exception e) throws Exception {
        return switch (e) {
            case ConfigException config -> say(config.getMessage(), ExitCode.USAGE);
            case StartException start -> say(start.getMessage(), ExitCode.FAILED);
            default -> throw e;
        };
    }

    private int say(String sentence, int exitCode) {
        err.println("trine: " + sentence);
        err.flush();
        return exitCode;
    }
}
