package dev.trine.cli;

import dev.trine.storage.inspect.PartReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `trine inspect-part`: what part files are made of.
final class InspectPartCommand implements Callable<Integer> {
    private static final String JSON = "--json";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("inspect-part");

    InspectPartCommand() {
        spec.usageMessage()
                .description(
                        "Shows what part files are made of: columns with their codecs, sizes and"
                                + " ratios, sections, blocks. Reads every byte and verifies it. The"
                                + " server may be running.")
                .footer("", "Exit codes: 0 intact, 1 no part file, 3 damaged.");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("FILE")
                        .arity("1..*")
                        .type(List.class)
                        .auxiliaryTypes(Path.class)
                        .description("Part files: DATA/parts/*.part")
                        .build());
        spec.addOption(
                OptionSpec.builder(JSON)
                        .description("Print one JSON object a file, with all blocks.")
                        .build());
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws StartException {
        List<Path> files = spec.positionalParameters().getFirst().getValue();
        boolean json = spec.commandLine().getParseResult().hasMatchedOption(JSON);
        PrintWriter out = spec.commandLine().getOut();
        boolean damaged = false;
        for (Path file : files) {
            PartReport report;
            try {
                report = PartReport.of(file);
            } catch (IOException e) {
                throw new StartException(String.valueOf(e.getMessage()), e);
            }
            out.println(json ? PartReportJson.of(report) : PartReportText.of(report));
            out.flush();
            damaged |= !report.damage().isEmpty();
        }
        return damaged ? ExitCode.DAMAGED : ExitCode.OK;
    }
}
