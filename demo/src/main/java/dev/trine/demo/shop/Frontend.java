package dev.trine.demo.shop;

import dev.trine.demo.CommandLine;
import dev.trine.demo.HttpService;
import dev.trine.demo.Odds;
import dev.trine.demo.Reply;
import dev.trine.demo.Request;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The front end: what customers talk to. Besides orders it has a page for every way a request can
/// end, so that each of them can be found in Trine.
public final class Frontend implements AutoCloseable {
    /// Chance that `/error` raises.
    static final int RAISE_PERCENT = 50;

    private static final Logger log = LoggerFactory.getLogger(Frontend.class);
    private static final String SCOPE = "dev.trine.demo.frontend";

    private final Odds odds;
    private final BackendClient backend;
    private final Packing packing;
    private final HttpService service;

    private Frontend(int port, URI backendAddress, Odds odds) throws IOException {
        this.odds = odds;
        this.backend = new BackendClient(backendAddress);
        this.packing = new Packing(GlobalOpenTelemetry.getTracer(SCOPE), odds);
        FrontendMetrics metrics =
                new FrontendMetrics(GlobalOpenTelemetry.getMeter(SCOPE), packing::size);
        this.service = new HttpService(port, metrics);
        routes(new Orders(backend, metrics, packing, odds));
    }

    /// Starts the service and returns; its threads keep the process alive.
    public static void main(String[] arguments) throws IOException {
        CommandLine line = CommandLine.parse(arguments, Set.of("port", "backend", "seed"));
        URI backend = line.address("backend", "http://127.0.0.1:5004");
        Frontend frontend = serve(line.port("port", 5001), backend, line.odds());
        log.info("Frontend listens on http://127.0.0.1:{}", frontend.port());
    }

    /// Starts the service in this process.
    ///
    /// @param port 0 for any free one
    static Frontend serve(int port, URI backend, Odds odds) throws IOException {
        Frontend frontend = new Frontend(port, backend, odds);
        frontend.packing.start();
        frontend.service.start();
        return frontend;
    }

    int port() {
        return service.port();
    }

    @Override
    public void close() {
        service.close();
        packing.close();
        backend.close();
    }

    private void routes(Orders orders) {
        service.route("/", request -> Reply.of(200, "service", "frontend"));
        service.route("/hello", this::hello);
        service.route("/calculate", this::calculate);
        service.route("/process-order", orders::process);
        service.route("/error", this::error);
        service.route("/not-found", Frontend::notFound);
        service.route("/redirect", Frontend::redirect);
        service.route("/server-error", Frontend::serverError);
        service.route("/rate-limit", Frontend::rateLimit);
        service.route("/unauthorized", Frontend::unauthorized);
    }

    private Reply hello(Request request) throws InterruptedException {
        String name = request.query().getOrDefault("name", "you");
        odds.work(100, 500);
        log.atInfo().addKeyValue("customer", name).log("Greeted {}", name);
        return Reply.of(200, "message", "Hello, " + name + "!");
    }

    private Reply calculate(Request request) throws InterruptedException {
        int a = odds.between(1, 100);
        int b = odds.between(1, 100);
        int millis = odds.work(200, 800);
        log.atInfo()
                .addKeyValue("a", a)
                .addKeyValue("b", b)
                .addKeyValue("took_ms", millis)
                .log("Calculated {} x {}", a, b);
        return Reply.of(200, "a", a, "b", b, "result", a * b);
    }

    private Reply error(Request request) {
        if (odds.percent(RAISE_PERCENT)) {
            throw new CartException("The shopping cart is empty");
        }
        log.info("Cart checked, nothing wrong this time");
        return Reply.of(200, "message", "lucky this time");
    }

    private static Reply notFound(Request request) {
        log.atWarn().addKeyValue("product", "unicorn").log("Product unicorn does not exist");
        return Reply.of(404, "error", "no such product", "product", "unicorn");
    }

    private static Reply redirect(Request request) {
        log.info("Page has moved to /hello");
        return Reply.of(302, "location", "/hello").with("Location", "/hello");
    }

    private static Reply serverError(Request request) {
        throw new IllegalStateException(
                "Cannot render the product page", new CartException("Template not loaded"));
    }

    private static Reply rateLimit(Request request) {
        log.atWarn()
                .addKeyValue("limit_per_minute", 60)
                .addKeyValue("retry_after_s", 30)
                .log("Too many requests from one customer");
        return Reply.of(429, "error", "too many requests").with("Retry-After", "30");
    }

    private static Reply unauthorized(Request request) {
        log.warn("Sign-in required");
        return Reply.of(401, "error", "sign in first").with("WWW-Authenticate", "Bearer");
    }
}
