package dev.trine;

import dev.trine.cli.Cli;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// The entry point of the `trine` jar.
public final class Main {
    private Main() {}

    /// Runs the command line and exits with its code.
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
        System.exit(new Cli(Server::start, System.getenv(), out, err).run(args));
    }
}
