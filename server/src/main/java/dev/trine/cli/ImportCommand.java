package dev.trine.cli;

import dev.trine.cli.transfer.Import;
import dev.trine.cli.transfer.TransferFile;
import dev.trine.config.ConfigException;
import dev.trine.model.Clock;
import dev.trine.storage.Storage;
import dev.trine.storage.StorageUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `trine import`: lines of OTLP JSON into a data folder.
final class ImportCommand implements Callable<Integer> {
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("import");
    private final TransferOptions options;
    private final Clock clock;

    ImportCommand(Map<String, String> environment, Clock clock) {
        this.clock = clock;
        spec.usageMessage()
                .description(
                        "Adds lines of OTLP JSON to a data folder: what 'trine export' wrote comes"
                                + " back as it was. The server must not be running; a running one"
                                + " takes the same lines at /v1/traces, /v1/logs and /v1/metrics.")
                .footer("", "Exit codes: 0 done, 1 a line or the folder can't be used.");
        options = TransferOptions.addTo(spec, environment, "The file to read.");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws ConfigException, StartException, InterruptedException {
        TransferFile file = new TransferFile(options.file());
        PrintWriter err = spec.commandLine().getErr();
        Import.Result result;
        try (ProgressBar bar = new ProgressBar(err, Terminal.isThere(), "importing", "")) {
            bar.total(file.bytes());
            try (InputStream in = file.read(bar::advance);
                    Storage storage = options.open(clock)) {
                result = new Import(storage, clock.unixNanos()).run(in, options.signals());
                storage.flush();
            }
        } catch (IOException | StorageUnavailableException e) {
            throw new StartException("can't import: " + e.getMessage(), e);
        }
        err.println("imported " + TransferOptions.counts(result.rows()));
        if (result.refused() > 0) {
            err.println(
                    "refused " + result.refused() + " records, such as: " + result.firstRefusal());
        }
        err.flush();
        return result.refused() > 0 ? ExitCode.FAILED : ExitCode.OK;
    }
}
