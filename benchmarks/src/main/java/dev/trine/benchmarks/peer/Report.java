package dev.trine.benchmarks.peer;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Prints what was measured as tables: a column for each server, then Trine's figure divided by
/// each peer's.
final class Report {
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    /// @param all Trine's first
    void print(List<Figures> all) {
        header("", all);
        for (String row : all.getFirst().numbers.keySet()) {
            row(row, all, figures -> figures.number(row));
        }
        out.println();
        header("p50, ms", all);
        for (String question : all.getFirst().answers.keySet()) {
            row(question, all, figures -> timing(figures, question).p50Ms());
        }
        out.println();
        header("server CPU, ms an answer", all);
        for (String question : all.getFirst().answers.keySet()) {
            row(question, all, figures -> timing(figures, question).cpuMs());
        }
        out.println();
        header("p99, ms", all);
        for (String question : all.getFirst().answers.keySet()) {
            row(question, all, figures -> timing(figures, question).p99Ms());
        }
        out.println();
        header("bytes of the answer", all);
        for (String question : all.getFirst().answers.keySet()) {
            row(question, all, figures -> timing(figures, question).answerBytes());
        }
        failures(all);
        out.flush();
    }

    private static Timing timing(Figures figures, String question) {
        return figures.answers.getOrDefault(
                question, new Timing(Double.NaN, Double.NaN, Double.NaN, 0, "not asked"));
    }

    private void header(String what, List<Figures> all) {
        StringBuilder names = new StringBuilder("| ").append(what).append(" |");
        StringBuilder line = new StringBuilder("|---|");
        for (Figures figures : all) {
            names.append(' ').append(figures.product).append(" |");
            line.append("---|");
        }
        for (Figures figures : all.subList(1, all.size())) {
            names.append(" ÷ ").append(figures.product).append(" |");
            line.append("---|");
        }
        out.println(names);
        out.println(line);
    }

    private void row(String name, List<Figures> all, ToDoubleFunction<Figures> number) {
        StringBuilder row = new StringBuilder("| ").append(name).append(" |");
        double own = number.applyAsDouble(all.getFirst());
        for (Figures figures : all) {
            row.append(' ').append(text(number.applyAsDouble(figures))).append(" |");
        }
        for (Figures figures : all.subList(1, all.size())) {
            row.append(' ').append(text(own / number.applyAsDouble(figures))).append(" |");
        }
        out.println(row);
    }

    private static String text(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return "–";
        }
        return String.format(
                Locale.ROOT, number >= 1000 ? "%,.0f" : number >= 10 ? "%.1f" : "%.2f", number);
    }

    private void failures(List<Figures> all) {
        for (Figures figures : all) {
            figures.answers.forEach((question, timing) -> {
                if (!timing.failure().isEmpty()) {
                    out.printf("%n%s, %s: %s%n", figures.product, question, timing.failure());
                }
            });
        }
    }
}
