package dev.trine.cli;

import dev.trine.cli.transfer.Export;
import dev.trine.cli.transfer.TransferFile;
import dev.trine.config.ConfigException;
import dev.trine.model.Clock;
import dev.trine.model.Signal;
import dev.trine.model.TimeRange;
import dev.trine.storage.Storage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `trine export`: stored rows as lines of OTLP JSON.
final class ExportCommand implements Callable<Integer> {
    private static final String START = "--start";
    private static final String END = "--end";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("export");
    private final TransferOptions options;
    private final Clock clock;

    ExportCommand(Map<String, String> environment, Clock clock) {
        this.clock = clock;
        spec.usageMessage()
                .description(
                        "Writes what a data folder holds as lines of OTLP JSON, each a request that"
                                + " any OTLP receiver takes. The server must not be running.")
                .footer("", "Exit codes: 0 done, 1 the folder or the file can't be used.");
        options = TransferOptions.addTo(spec, environment, "Where to write.");
        addTime(START, "Leave out what is older: RFC 3339, or nanoseconds since 1970.");
        addTime(END, "Leave out what is of this time or newer.");
    }

    private void addTime(String flag, String help) {
        spec.addOption(
                OptionSpec.builder(flag)
                        .type(String.class)
                        .paramLabel("TIME")
                        .description(help)
                        .build());
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws ConfigException, StartException {
        long start = time(START, Long.MIN_VALUE);
        long end = time(END, Long.MAX_VALUE);
        if (end < start) {
            throw new ConfigException(END + ": expected a time not before " + START + ".");
        }
        Set<Signal> signals = options.signals();
        TransferFile file = new TransferFile(options.file());
        PrintWriter err = spec.commandLine().getErr();
        Map<Signal, Long> rows;
        try (Storage storage = options.open(clock);
                ProgressBar bar = new ProgressBar(err, Terminal.isThere(), "exporting", "rows");
                OutputStream out = file.write()) {
            bar.total(
                    storage.stats().signals().entrySet().stream()
                            .filter(signal -> signals.contains(signal.getKey()))
                            .mapToLong(signal -> signal.getValue().rows())
                            .sum());
            rows = new Export(storage, out, bar::advance).run(signals, new TimeRange(start, end));
        } catch (IOException e) {
            throw new StartException("can't export: " + e.getMessage(), e);
        }
        err.println("exported " + TransferOptions.counts(rows));
        err.flush();
        return ExitCode.OK;
    }

    private long time(String flag, long missing) throws ConfigException {
        String text = spec.commandLine().getParseResult().matchedOptionValue(flag, (String) null);
        if (text == null) {
            return missing;
        }
        try {
            if (text.matches("[0-9]+")) {
                return Long.parseLong(text);
            }
            Instant time = OffsetDateTime.parse(text).toInstant();
            return Math.addExact(
                    Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new ConfigException(
                    flag
                            + "="
                            + text
                            + ": expected a time such as 2026-11-20T08:00:00Z, or nanoseconds"
                            + " since 1970.");
        }
    }
}
