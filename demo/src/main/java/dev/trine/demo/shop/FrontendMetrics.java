package dev.trine.demo.shop;

import dev.trine.demo.RequestObserver;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import java.util.function.IntSupplier;

/// What the front end counts, through the OpenTelemetry API: one metric of every kind it has.
///
/// `frontend.response.duration` has explicit buckets, named here. `frontend.order.value` has
/// exponential ones, because the agent's configuration says so: prices span three orders of
/// magnitude and no fixed list of bounds fits them.
final class FrontendMetrics implements RequestObserver {
    private static final AttributeKey<String> ENDPOINT = AttributeKey.stringKey("endpoint");
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("method");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("status");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");

    private final LongCounter orders;
    private final LongCounter requests;
    private final LongCounter errors;
    private final DoubleHistogram responseDuration;
    private final DoubleHistogram orderValue;
    private final LongUpDownCounter active;

    /// @param queueSize orders waiting to be packed, read at every export
    FrontendMetrics(Meter meter, IntSupplier queueSize) {
        this.orders = counter(meter, "frontend.orders.total", "Orders by outcome", "{order}");
        this.requests = counter(meter, "frontend.requests.total", "Requests answered", "{request}");
        this.errors =
                counter(meter, "frontend.errors.total", "Answers of 400 and above", "{error}");
        this.responseDuration =
                meter.histogramBuilder("frontend.response.duration")
                        .setDescription("Time to answer a request (explicit buckets)")
                        .setUnit("ms")
                        .setExplicitBucketBoundariesAdvice(
                                List.of(5d, 10d, 25d, 50d, 100d, 250d, 500d, 750d, 1_000d, 2_500d))
                        .build();
        this.orderValue =
                meter.histogramBuilder("frontend.order.value")
                        .setDescription("Value of placed orders (exponential buckets)")
                        .setUnit("USD")
                        .build();
        this.active =
                meter.upDownCounterBuilder("frontend.requests.active")
                        .setDescription("Requests being answered")
                        .setUnit("{request}")
                        .build();
        meter.gaugeBuilder("frontend.queue.size")
                .ofLongs()
                .setDescription("Orders waiting to be packed")
                .setUnit("{order}")
                .buildWithCallback(gauge -> gauge.record(queueSize.getAsInt()));
    }

    @Override
    public void started(String route) {
        active.add(1);
    }

    @Override
    public void finished(String route, String method, int status, long nanos) {
        active.add(-1);
        Attributes attributes =
                Attributes.of(ENDPOINT, route, METHOD, method, STATUS, (long) status);
        requests.add(1, attributes);
        if (status >= 400) {
            errors.add(1, attributes);
        }
        responseDuration.record(nanos / 1e6, Attributes.of(ENDPOINT, route));
    }

    /// Counts an order that ended.
    ///
    /// @param outcome `placed`, `out_of_stock`, `payment_declined` or `backend_unavailable`
    void orderEnded(String outcome) {
        orders.add(1, Attributes.of(OUTCOME, outcome));
    }

    void orderPlaced(Product product, long cents) {
        orderEnded("placed");
        orderValue.record(
                cents / 100.0, Attributes.of(AttributeKey.stringKey("product"), product.id()));
    }

    private static LongCounter counter(Meter meter, String name, String description, String unit) {
        return meter.counterBuilder(name).setDescription(description).setUnit(unit).build();
    }
}
