package dev.trine.demo.shop;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;

/// What the back end counts, through the OpenTelemetry API. Requests and their durations are counted
/// by the agent as `http.server.request.duration`.
final class BackendMetrics {
    private static final AttributeKey<String> PRODUCT = AttributeKey.stringKey("product");
    private static final AttributeKey<Boolean> IN_STOCK = AttributeKey.booleanKey("in_stock");
    private static final AttributeKey<String> RESULT = AttributeKey.stringKey("result");

    private final LongCounter stockChecks;
    private final LongCounter payments;
    private final DoubleHistogram paymentDuration;

    BackendMetrics(Meter meter) {
        this.stockChecks =
                meter.counterBuilder("backend.inventory.checks")
                        .setDescription("Stock checks by product and outcome")
                        .setUnit("{check}")
                        .build();
        this.payments =
                meter.counterBuilder("backend.payments.total")
                        .setDescription("Payments by result")
                        .setUnit("{payment}")
                        .build();
        this.paymentDuration =
                meter.histogramBuilder("backend.payment.duration")
                        .setDescription("Time the payment provider took (exponential buckets)")
                        .setUnit("ms")
                        .build();
    }

    void stockChecked(Product product, boolean inStock) {
        stockChecks.add(1, Attributes.of(PRODUCT, product.id(), IN_STOCK, inStock));
    }

    void paymentProcessed(boolean paid, int millis) {
        Attributes result = Attributes.of(RESULT, paid ? "accepted" : "declined");
        payments.add(1, result);
        paymentDuration.record(millis, result);
    }
}
