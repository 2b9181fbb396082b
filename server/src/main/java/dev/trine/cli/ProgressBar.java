package dev.trine.cli;

import java.io.PrintWriter;
import java.util.Locale;

/// Shows how far long work has come: a bar that is drawn over on a terminal, a line every ten seconds
/// anywhere else, nothing when the work is short. One thread.
final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 30;
    private static final long DRAW_NANOS = 100_000_000;
    private static final long LINE_NANOS = 10_000_000_000L;

    private final PrintWriter out;
    private final boolean terminal;
    private final String what;
    private final String unit;
    private final long startNanos = System.nanoTime();
    private long shownNanos = startNanos;
    private boolean drawn;
    private long total;
    private long done;

    /// @param out standard error: the work's result goes to standard output
    /// @param what is being done, as in `reading`
    /// @param unit of what is counted; "" = bytes
    ProgressBar(PrintWriter out, boolean terminal, String what, String unit) {
        this.unit = unit;
        this.out = out;
        this.terminal = terminal;
        this.what = what;
    }

    /// @param amount how much there is; 0 when nobody knows
    void total(long amount) {
        total = amount;
    }

    void advance(long amount) {
        done += amount;
        long now = System.nanoTime();
        if (now - shownNanos >= (terminal ? DRAW_NANOS : LINE_NANOS)) {
            shownNanos = now;
            show(now);
        }
    }

    /// Takes the bar away.
    @Override
    public void close() {
        if (drawn) {
            out.print("\r" + " ".repeat(WIDTH + 50) + "\r");
            out.flush();
        }
    }

    private void show(long now) {
        String line = what + " " + text(done);
        if (total > 0) {
            double share = Math.min(1, (double) done / total);
            int filled = (int) (share * WIDTH);
            double leftSeconds = (now - startNanos) / 1e9 * (1 - share) / Math.max(share, 1e-9);
            line =
                    String.format(
                            Locale.ROOT,
                            "%s [%s%s] %3.0f%% of %s, %.0f s left",
                            what,
                            "#".repeat(filled),
                            " ".repeat(WIDTH - filled),
                            share * 100,
                            text(total),
                            leftSeconds);
        }
        if (terminal) {
            out.print("\r" + line + "   ");
            drawn = true;
        } else {
            out.println(line);
        }
        out.flush();
    }

    private String text(long amount) {
        return unit.isEmpty()
                ? Bytes.text(amount)
                : String.format(Locale.ROOT, "%,d %s", amount, unit);
    }
}
