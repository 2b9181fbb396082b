package dev.trine.demo.shop;

import dev.trine.demo.Json;
import dev.trine.demo.Odds;
import dev.trine.demo.Reply;
import dev.trine.demo.Request;
import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes an order: checks stock, asks the price, takes the money, hands it to packing.
final class Orders {
    private static final Logger log = LoggerFactory.getLogger(Orders.class);

    private final BackendClient backend;
    private final FrontendMetrics metrics;
    private final Packing packing;
    private final Odds odds;
    private final AtomicLong lastNumber = new AtomicLong(1_000);

    Orders(BackendClient backend, FrontendMetrics metrics, Packing packing, Odds odds) {
        this.backend = backend;
        this.metrics = metrics;
        this.packing = packing;
        this.odds = odds;
    }

    /// `/process-order`: 200, 409 out of stock, 402 payment declined, 503 no back end.
    Reply process(Request request) throws InterruptedException {
        String order = "A" + lastNumber.incrementAndGet();
        Product product = Product.of(request.query(), Product.any(odds));
        int quantity = request.number("quantity", odds.between(1, 3), 1, 100);
        Span.current().setAttribute("shop.order", order).setAttribute("shop.product", product.id());
        log.atInfo()
                .addKeyValue("order", order)
                .addKeyValue("product", product.id())
                .addKeyValue("quantity", quantity)
                .log("Order {} received: {} x {}", order, quantity, product.id());
        try {
            return place(order, product, quantity);
        } catch (IOException e) {
            metrics.orderEnded("backend_unavailable");
            Span.current().recordException(e);
            log.atError()
                    .addKeyValue("order", order)
                    .setCause(e)
                    .log("Order {} failed: the back end does not answer", order);
            return Reply.of(503, "error", "the back end does not answer", "order", order)
                    .with("Retry-After", "5");
        }
    }

    private Reply place(String order, Product product, int quantity)
            throws IOException, InterruptedException {
        String what = "?product=" + product.id() + "&quantity=" + quantity;
        HttpResponse<String> stock = backend.get("/check-inventory" + what);
        if (stock.statusCode() == 409) {
            return refused(order, "out_of_stock", stock.statusCode());
        }
        expectOk(stock);
        HttpResponse<String> price = expectOk(backend.get("/calculate-price" + what));
        long cents = (long) Json.number(price.body(), "totalCents");
        HttpResponse<String> payment =
                backend.post("/process-payment?order=" + order + "&cents=" + cents);
        if (payment.statusCode() == 402) {
            return refused(order, "payment_declined", payment.statusCode());
        }
        expectOk(payment);
        packing.accept(order);
        metrics.orderPlaced(product, cents);
        log.atInfo()
                .addKeyValue("order", order)
                .addKeyValue("product", product.id())
                .addKeyValue("quantity", quantity)
                .addKeyValue("total_usd", cents / 100.0)
                .log("Order {} placed for {} USD", order, usd(cents));
        return Reply.of(
                200,
                "order",
                order,
                "product",
                product.id(),
                "quantity",
                quantity,
                "totalUsd",
                cents / 100.0);
    }

    private Reply refused(String order, String outcome, int status) {
        metrics.orderEnded(outcome);
        String reason = outcome.replace('_', ' ');
        log.atWarn()
                .addKeyValue("order", order)
                .addKeyValue("outcome", outcome)
                .log("Order {} refused: {}", order, reason);
        return Reply.of(status, "error", reason, "order", order);
    }

    private static HttpResponse<String> expectOk(HttpResponse<String> response) throws IOException {
        if (response.statusCode() != 200) {
            throw new IOException(response.uri() + " answered " + response.statusCode());
        }
        return response;
    }

    private static String usd(long cents) {
        return String.format(Locale.ROOT, "%.2f", cents / 100.0);
    }
}
