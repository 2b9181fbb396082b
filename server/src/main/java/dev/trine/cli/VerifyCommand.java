package dev.trine.cli;

import dev.trine.storage.StorageOpenException;
import dev.trine.storage.inspect.CheckProgress;
import dev.trine.storage.inspect.Finding;
import dev.trine.storage.inspect.FolderCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `trine verify`: whether all of a data folder is what was written.
final class VerifyCommand implements Callable<Integer> {
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("verify");

    VerifyCommand() {
        spec.usageMessage()
                .description(
                        "Reads all of a data folder and verifies every checksum, every value, and"
                                + " what manifest, parts and log say of each other. Tells what is"
                                + " damaged and what that costs. Repairs nothing. The server must"
                                + " not be running; a copy of the folder can be checked any time.")
                .footer("", "Exit codes: 0 intact, 1 in use or no data folder, 3 damaged.");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("DIR")
                        .arity("1")
                        .type(Path.class)
                        .description("The data folder, as given to --data.dir.")
                        .build());
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws StartException {
        Path folder = spec.positionalParameters().getFirst().getValue();
        FolderCheck.Result result;
        try (ProgressBar bar =
                new ProgressBar(spec.commandLine().getErr(), Terminal.isThere(), "verifying", "")) {
            result = FolderCheck.run(folder, progress(bar));
        } catch (StorageOpenException | IOException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
        return report(result);
    }

    private static CheckProgress progress(ProgressBar bar) {
        return new CheckProgress() {
            @Override
            public void total(long bytes) {
                bar.total(bytes);
            }

            @Override
            public void advance(long bytes) {
                bar.advance(bytes);
            }
        };
    }

    private int report(FolderCheck.Result result) {
        PrintWriter out = spec.commandLine().getOut();
        int damaged = 0;
        for (Finding finding : result.findings()) {
            boolean damage = finding.kind() == Finding.Kind.DAMAGE;
            damaged += damage ? 1 : 0;
            out.println((damage ? "DAMAGED " : "note    ") + finding.file());
            out.println("        " + finding.what());
            out.println("        costs: " + finding.cost());
        }
        out.printf(
                Locale.ROOT,
                "%s: %d parts, %d batches in the log, %s read, %,d rows%n",
                result.isIntact() ? "intact" : damaged + " places damaged",
                result.parts(),
                result.logFrames(),
                Bytes.text(result.bytes()),
                result.rows());
        out.flush();
        return result.isIntact() ? ExitCode.OK : ExitCode.DAMAGED;
    }
}
