package dev.trine;

import dev.trine.cli.Cli;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// The entry point of the `trine` jar.
public final class Main {
    private Main() {}

    /// Runs the command line and exits with its code.
    public static void main(String[] args) {
        // Nothing here is localised. Without this the HTTP library lists the thousand locales of
        // the JDK's tables, for a tenth of a second.
        System.setProperty("java.locale.providers", "SPI");
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
        System.exit(new Cli(Server::start, new SystemClock(), System.getenv(), out, err).run(args));
    }
}
