package dev.trine;

/// The entry point of the `trine` jar.
public final class Main {
    private Main() {}

    /// Runs the command line and exits with its code.
    public static void main(String[] args) {
        System.exit(0);
    }
}
