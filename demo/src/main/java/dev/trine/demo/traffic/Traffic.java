package dev.trine.demo.traffic;

import dev.trine.demo.CommandLine;
import dev.trine.demo.Odds;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// Sends a request every second on average, the first one an order, each on a thread of its own:
/// a slow answer does not slow the customers behind it.
///
/// Uses the oldest and smallest HTTP client of the JDK and no logging framework, because its
/// start-up competes with that of the services.
public final class Traffic {
    /// Ten seconds of requests: beyond that the shop is not answering and more would not help.
    private static final int MAX_WAITING = 10;

    /// While the shop starts; short, because the first trace on screen waits for it.
    private static final int RETRY_MS = 50;

    private static final int CONNECT_TIMEOUT_MS = 1_000;
    private static final int READ_TIMEOUT_MS = 10_000;

    private final URI shop;
    private final Odds odds;
    private final PrintStream journal;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);

    private Traffic(URI shop, Odds odds, PrintStream journal) {
        this.shop = shop;
        this.odds = odds;
        this.journal = journal;
    }

    /// Runs until the process ends.
    public static void main(String[] arguments) throws InterruptedException {
        CommandLine line = CommandLine.parse(arguments, Set.of("frontend", "seed"));
        URI shop = line.address("frontend", "http://127.0.0.1:5001");
        new Traffic(shop, line.odds(), System.out).run();
    }

    private void run() throws InterruptedException {
        awaitShop();
        while (true) {
            Errand errand = Errand.any(odds);
            if (waiting.tryAcquire()) {
                Thread.ofVirtual().start(() -> visitAndRelease(errand));
            }
            Thread.sleep(odds.between(500, 1_500));
        }
    }

    private void awaitShop() throws InterruptedException {
        while (!visit(Errand.PROCESS_ORDER)) {
            Thread.sleep(RETRY_MS);
        }
    }

    private void visitAndRelease(Errand errand) {
        try {
            if (!visit(errand)) {
                note("no answer", errand);
            }
        } finally {
            waiting.release();
        }
    }

    /// @return false when the shop does not answer
    private boolean visit(Errand errand) {
        try {
            HttpURLConnection request =
                    (HttpURLConnection) shop.resolve(errand.path()).toURL().openConnection();
            request.setRequestProperty("User-Agent", "trine-demo-customer");
            request.setInstanceFollowRedirects(false);
            request.setConnectTimeout(CONNECT_TIMEOUT_MS);
            request.setReadTimeout(READ_TIMEOUT_MS);
            note(String.valueOf(request.getResponseCode()), errand);
            request.disconnect();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void note(String outcome, Errand errand) {
        LocalTime now = LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS);
        journal.println(now + " " + outcome + " " + errand.path());
    }
}
