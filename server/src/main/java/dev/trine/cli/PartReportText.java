package dev.trine.cli;

import dev.trine.storage.inspect.PartReport;
import java.time.Instant;
import java.util.Formatter;
import java.util.Locale;
import java.util.stream.Collectors;

/// Puts a part's report into tables for people.
final class PartReportText {
    private PartReportText() {}

    static String of(PartReport report) {
        Formatter out = new Formatter(Locale.ROOT);
        long rows = report.rows();
        out.format("%s: %s%n", report.file(), report.signal().label());
        out.format(
                "  %,d rows in %,d blocks, %s, %.2f bytes a row%n",
                rows,
                report.blocks().size(),
                Bytes.text(report.bytes()),
                (double) report.bytes() / Math.max(1, rows));
        out.format("  %s to %s%n", time(report.minNanos()), time(report.maxNanos()));
        out.format("  log positions %d to %d%n", report.firstPosition(), report.lastPosition());
        out.format("%n");
        columns(out, report);
        out.format("%n");
        sections(out, report);
        for (String damage : report.damage()) {
            out.format("DAMAGED %s%n", damage);
        }
        return out.toString().stripTrailing();
    }

    private static void columns(Formatter out, PartReport report) {
        out.format(
                "  %-20s %-6s %10s %7s %8s %7s  %s%n",
                "column", "type", "bytes", "share", "B/row", "ratio", "codecs (pages)");
        long rows = Math.max(1, report.rows());
        for (PartReport.ColumnUse column : report.columns()) {
            out.format(
                    "  %-20s %-6s %10s %6.1f%% %8.3f %6.1fx  %s%n",
                    column.name(),
                    column.type(),
                    Bytes.text(column.bytes()),
                    100.0 * column.bytes() / report.bytes(),
                    (double) column.bytes() / rows,
                    (double) column.rawBytes() / Math.max(1, column.bytes()),
                    column.codecs().entrySet().stream()
                            .map(codec -> codec.getKey() + " " + codec.getValue())
                            .collect(Collectors.joining(", ")));
        }
    }

    private static void sections(Formatter out, PartReport report) {
        out.format("  %-20s %10s %10s %7s%n", "section", "entries", "bytes", "share");
        for (PartReport.SectionUse section : report.sections()) {
            out.format(
                    "  %-20s %,10d %10s %6.1f%%%n",
                    section.name(),
                    section.entries(),
                    Bytes.text(section.bytes()),
                    100.0 * section.bytes() / report.bytes());
        }
        out.format(
                "  %-20s %,10d %10s %6.1f%%%n",
                "directory",
                report.blocks().size(),
                Bytes.text(report.directoryBytes()),
                100.0 * report.directoryBytes() / report.bytes());
    }

    private static String time(long nanos) {
        return Instant.ofEpochSecond(
                        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L))
                .toString();
    }
}
