package dev.trine.cli;

import dev.trine.self.Version;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `trine version`: what this is and what it runs on.
final class VersionCommand implements Callable<Integer> {
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("version");

    VersionCommand() {
        spec.usageMessage().description("Prints the version.");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "trine %s (Java %s, %s %s)%n",
                Version.text(),
                Runtime.version(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
        out.flush();
        return ExitCode.OK;
    }
}
