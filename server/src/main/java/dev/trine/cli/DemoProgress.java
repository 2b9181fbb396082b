package dev.trine.cli;

import dev.trine.cli.demo.Shop;
import dev.trine.cli.demo.ShopPlan;
import dev.trine.config.Listeners;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/// Tells on the terminal how the demo comes up, what to open, and what ended early. Each line has
/// the time since launch. Safe for concurrent use.
final class DemoProgress {
    private static final long POLL_MS = 50;

    /// Several times what a slow machine needs to start the services.
    private static final long START_PATIENCE_MS = 60_000;

    /// From the first request to its trace: the services send every 0.1 s.
    private static final long TRACE_PATIENCE_MS = 10_000;

    private static final int TIMEOUT_MS = 1_000;

    private final PrintWriter out;

    DemoProgress(PrintWriter out) {
        this.out = out;
    }

    void serverReady(Listeners listeners) {
        say("server ready on http://" + listeners.http());
    }

    void shopStarting(ShopPlan plan) {
        say(
                "starting backend (port "
                        + plan.backendPort()
                        + ") and frontend (port "
                        + plan.frontendPort()
                        + ") with the OpenTelemetry Java agent");
    }

    /// Waits until the shop answers and its first trace can be read, saying so, then what to open.
    ///
    /// @param server the UI and the API
    void follow(ShopPlan plan, Shop shop, URI server) throws InterruptedException {
        if (await(shop, "backend", shop::backendAnswers, START_PATIENCE_MS)) {
            say("backend answers");
        }
        if (await(shop, "frontend", shop::frontendAnswers, START_PATIENCE_MS)) {
            say("frontend answers" + (plan.traffic() ? ", customers are coming in" : ""));
        }
        if (plan.traffic() && await(shop, "traffic", () -> hasTrace(server), TRACE_PATIENCE_MS)) {
            say("first trace stored");
        }
        whatToOpen(plan, server);
    }

    void processEnded(String name, int exitCode, String lastLines) {
        synchronized (this) {
            say(name + " ended unexpectedly with exit code " + exitCode + "; it last printed:");
            lastLines.lines().forEach(line -> out.println("         | " + line));
            out.flush();
        }
    }

    void stopping() {
        out.println();
        say("stopping");
    }

    void stopped() {
        say("stopped");
    }

    private void whatToOpen(ShopPlan plan, URI server) {
        synchronized (this) {
            out.println();
            out.println("Open  " + server + "/");
            out.println("  traces   " + server + "/?tab=traces    open a 'GET /process-order'");
            out.println("  logs     " + server + "/?tab=logs");
            out.println("  metrics  " + server + "/?tab=metrics   see frontend.order.value");
            out.println(
                    "Send a request of your own:  curl http://127.0.0.1:"
                            + plan.frontendPort()
                            + "/process-order");
            plan.logs().ifPresent(logs -> out.println("The services' own output is in " + logs));
            out.println("Ctrl-C ends the demo.");
            out.flush();
        }
    }

    /// @return false when the process ends or patience does
    private static boolean await(Shop shop, String name, BooleanSupplier condition, long patienceMs)
            throws InterruptedException {
        long deadline = System.nanoTime() + patienceMs * 1_000_000;
        while (shop.alive(name) && System.nanoTime() < deadline) {
            if (condition.getAsBoolean()) {
                return true;
            }
            Thread.sleep(POLL_MS);
        }
        return false;
    }

    private static boolean hasTrace(URI server) {
        try {
            URI uri = server.resolve("/api/traces?limit=1&service=frontend");
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            try (InputStream body = connection.getInputStream()) {
                byte[] start = body.readNBytes(1 << 12);
                return new String(start, StandardCharsets.UTF_8).contains("\"trace_id\"");
            }
        } catch (IOException e) {
            return false;
        }
    }

    private synchronized void say(String line) {
        double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
        out.printf(Locale.ROOT, "%6.2f s  %s%n", seconds, line);
        out.flush();
    }
}
