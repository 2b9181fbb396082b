package dev.trine.cli;

/// What a command's exit code means. Scripts rely on these.
final class ExitCode {
    static final int OK = 0;

    /// The command ran and failed: a port is busy, a folder can't be used, a check did not hold.
    static final int FAILED = 1;

    /// The command line, the environment or the configuration file is wrong.
    static final int USAGE = 2;

    /// What was to be looked at is damaged.
    static final int DAMAGED = 3;

    /// No server answered.
    static final int UNREACHABLE = 4;

    private ExitCode() {}
}
