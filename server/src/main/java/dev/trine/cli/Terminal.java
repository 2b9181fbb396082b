package dev.trine.cli;

import java.util.Objects;

/// Whether somebody watches.
final class Terminal {
    private Terminal() {}

    /// Whether standard input and output are a terminal, so that lines may be drawn over.
    static boolean isThere() {
        return Objects.requireNonNull(System.console()).isTerminal();
    }
}
