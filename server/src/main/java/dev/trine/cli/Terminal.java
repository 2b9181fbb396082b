package dev.trine.cli;

import java.io.Console;
import java.util.Optional;

/// Whether somebody watches.
final class Terminal {
    private Terminal() {}

    /// Whether standard input and output are a terminal, so that lines may be drawn over.
    static boolean isThere() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }
}
