package dev.trine.demo.shop;

import dev.trine.demo.Odds;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One packer who takes placed orders from a queue. Packing an order is a trace of its own, linked
/// to the trace of the order: the customer did not wait for it.
final class Packing implements AutoCloseable {
    /// More than a day of traffic never fills it; beyond, orders are shipped by hand.
    private static final int CAPACITY = 100;

    private static final Logger log = LoggerFactory.getLogger(Packing.class);

    private record Parcel(String order, SpanContext placedIn) {}

    private final BlockingQueue<Parcel> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final Tracer tracer;
    private final Odds odds;
    private final Thread packer;

    Packing(Tracer tracer, Odds odds) {
        this.tracer = tracer;
        this.odds = odds;
        this.packer = Thread.ofPlatform().daemon().name("packer").unstarted(this::packUntilStopped);
    }

    void start() {
        packer.start();
    }

    /// Queues an order placed in the current trace.
    void accept(String order) {
        if (!queue.offer(new Parcel(order, Span.current().getSpanContext()))) {
            log.atWarn()
                    .addKeyValue("order", order)
                    .log("Packing queue full, order {} waits", order);
        }
    }

    /// Orders waiting.
    int size() {
        return queue.size();
    }

    @Override
    public void close() {
        packer.interrupt();
    }

    private void packUntilStopped() {
        try {
            while (true) {
                pack(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pack(Parcel parcel) throws InterruptedException {
        Span span =
                tracer.spanBuilder("pack order")
                        .setSpanKind(SpanKind.CONSUMER)
                        .setNoParent()
                        .addLink(parcel.placedIn())
                        .setAttribute("shop.order", parcel.order())
                        .startSpan();
        try (Scope _ = span.makeCurrent()) {
            odds.work(2_000, 6_000);
            span.addEvent("label printed");
            log.atInfo()
                    .addKeyValue("order", parcel.order())
                    .log("Order {} shipped", parcel.order());
        } finally {
            span.end();
        }
    }
}
