package dev.trine.demo.shop;

import dev.trine.demo.CommandLine;
import dev.trine.demo.HttpService;
import dev.trine.demo.Odds;
import dev.trine.demo.Reply;
import dev.trine.demo.Request;
import dev.trine.demo.RequestObserver;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The back end: stock, prices, payments.
public final class Backend {
    /// Chance that a product is in stock.
    static final int IN_STOCK_PERCENT = 75;

    /// Chance that a payment is accepted.
    static final int PAID_PERCENT = 90;

    private static final Logger log = LoggerFactory.getLogger(Backend.class);

    private final Odds odds;
    private final BackendMetrics metrics;

    private Backend(Odds odds, BackendMetrics metrics) {
        this.odds = odds;
        this.metrics = metrics;
    }

    /// Starts the service and returns; its threads keep the process alive.
    public static void main(String[] arguments) throws IOException {
        CommandLine line = CommandLine.parse(arguments, Set.of("port", "seed"));
        HttpService service = serve(line.port("port", 5004), line.odds());
        log.info("Backend listens on http://127.0.0.1:{}", service.port());
    }

    /// Starts the service in this process.
    ///
    /// @param port 0 for any free one
    static HttpService serve(int port, Odds odds) throws IOException {
        BackendMetrics metrics =
                new BackendMetrics(GlobalOpenTelemetry.getMeter("dev.trine.demo.backend"));
        Backend backend = new Backend(odds, metrics);
        HttpService service = new HttpService(port, RequestObserver.none());
        service.route("/", request -> Reply.of(200, "service", "backend"));
        service.route("/check-inventory", backend::checkInventory);
        service.route("/calculate-price", backend::calculatePrice);
        service.route("/process-payment", backend::processPayment);
        service.start();
        return service;
    }

    private Reply checkInventory(Request request) throws InterruptedException {
        Product product = Product.of(request.query(), Product.MUG);
        odds.work(50, 120);
        boolean inStock = odds.percent(IN_STOCK_PERCENT);
        metrics.stockChecked(product, inStock);
        Span.current().setAttribute("shop.product", product.id());
        if (!inStock) {
            log.atWarn().addKeyValue("product", product.id()).log("Out of stock: {}", product.id());
            return Reply.of(409, "error", "out of stock", "product", product.id());
        }
        log.atInfo().addKeyValue("product", product.id()).log("In stock: {}", product.id());
        return Reply.of(200, "product", product.id(), "inStock", true);
    }

    private Reply calculatePrice(Request request) throws InterruptedException {
        Product product = Product.of(request.query(), Product.MUG);
        int quantity = request.number("quantity", 1, 1, 100);
        odds.work(10, 30);
        Quote quote = Quote.of(product, quantity, odds.between(0, Quote.MAX_DISCOUNT_PERCENT));
        log.atInfo()
                .addKeyValue("product", product.id())
                .addKeyValue("quantity", quantity)
                .addKeyValue("discount_percent", quote.discountPercent())
                .addKeyValue("total_usd", quote.totalCents() / 100.0)
                .log("Priced {} x {}", quantity, product.id());
        return Reply.of(
                200,
                "product",
                product.id(),
                "listCents",
                quote.listCents(),
                "discountPercent",
                quote.discountPercent(),
                "taxPercent",
                Quote.TAX_PERCENT,
                "totalCents",
                quote.totalCents());
    }

    private Reply processPayment(Request request) throws InterruptedException {
        String order = request.query().getOrDefault("order", "none");
        int cents = request.number("cents", 100, 1, Integer.MAX_VALUE);
        int millis = odds.work(100, 250);
        boolean paid = odds.percent(PAID_PERCENT);
        metrics.paymentProcessed(paid, millis);
        Span.current().setAttribute("shop.order", order);
        if (!paid) {
            log.atWarn()
                    .addKeyValue("order", order)
                    .addKeyValue("amount_usd", cents / 100.0)
                    .addKeyValue("reason", "insufficient funds")
                    .log("Payment declined for order {}", order);
            return Reply.of(402, "error", "payment declined", "order", order);
        }
        log.atInfo()
                .addKeyValue("order", order)
                .addKeyValue("amount_usd", cents / 100.0)
                .log("Payment accepted for order {}", order);
        return Reply.of(200, "order", order, "paidCents", cents);
    }
}
