package dev.trine.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trine.model.Batch;
import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.Signal;
import dev.trine.model.SpanBatch;
import java.util.Random;

/// Batches like those of a shop under traffic, with every oddity that OTLP allows. Each row carries an
/// id of its own, so that a row lost or doubled shows.
public final class RandomBatches {
    private static final long EPOCH = 1_760_000_000_000_000_000L;

    private final Random random;
    private long nextId;

    public RandomBatches(long seed) {
        random = new Random(seed);
    }

    public Batch next(int rows) {
        return switch (Signal.values()[random.nextInt(3)]) {
            case TRACES -> spans(rows);
            case LOGS -> logs(rows);
            case METRICS -> metrics(rows);
        };
    }

    public SpanBatch spans(int rows) {
        SpanBatch batch = new SpanBatch(rows);
        tables(batch);
        long high = random.nextLong();
        long low = random.nextLong();
        for (int i = 0; i < rows; i++) {
            if (random.nextInt(5) == 0) {
                high = random.nextInt(10) == 0 ? 0 : random.nextLong();
                low = random.nextLong();
            }
            long start = time();
            batch.traceIdHigh.append(high);
            batch.traceIdLow.append(low);
            batch.spanId.append(++nextId);
            batch.parentSpanId.append(random.nextInt(3) == 0 ? 0 : random.nextLong());
            batch.startNanos.append(start);
            batch.endNanos.append(start + random.nextInt(1_000_000) - 10);
            batch.kind.append(random.nextInt(6));
            batch.statusCode.append(random.nextInt(3));
            batch.flags.append(random.nextInt(20) == 0 ? random.nextInt() : 1);
            batch.droppedAttributes.append(rarely());
            batch.droppedEvents.append(rarely());
            batch.droppedLinks.append(rarely());
            batch.resource.append(random.nextInt(batch.resources().size()));
            batch.scope.append(random.nextInt(batch.scopes().size()));
            batch.name.append(text("GET /item/", 30));
            batch.traceState.append(random.nextInt(10) == 0 ? bytes(20) : new byte[0]);
            batch.statusMessage.append(random.nextInt(10) == 0 ? text("error ", 3) : new byte[0]);
            batch.attributes.append(bytes(120));
            batch.events.append(random.nextInt(4) == 0 ? bytes(200) : new byte[0]);
            batch.links.append(random.nextInt(9) == 0 ? bytes(60) : new byte[0]);
        }
        return batch;
    }

    public LogBatch logs(int rows) {
        LogBatch batch = new LogBatch(rows);
        tables(batch);
        for (int i = 0; i < rows; i++) {
            long time = random.nextInt(10) == 0 ? 0 : time();
            batch.timeNanos.append(time);
            batch.observedNanos.append(time());
            batch.traceIdHigh.append(random.nextBoolean() ? 0 : random.nextLong());
            batch.traceIdLow.append(random.nextLong());
            batch.spanId.append(++nextId);
            batch.severityNumber.append(random.nextInt(25));
            batch.flags.append(random.nextInt(2));
            batch.droppedAttributes.append(rarely());
            batch.resource.append(random.nextInt(batch.resources().size()));
            batch.scope.append(random.nextInt(batch.scopes().size()));
            batch.severityText.append(text("INFO", 2));
            batch.eventName.append(random.nextInt(9) == 0 ? text("event ", 5) : new byte[0]);
            batch.body.append(text("request took ", 1_000_000));
            batch.attributes.append(bytes(80));
        }
        return batch;
    }

    public MetricBatch metrics(int rows) {
        MetricBatch batch = new MetricBatch(rows);
        tables(batch);
        int metrics = 1 + random.nextInt(4);
        for (int i = 0; i < metrics; i++) {
            batch.seriesTable.metrics().append(text("metric ", 20));
        }
        int series = 1 + random.nextInt(Math.max(1, rows));
        for (int i = 0; i < series; i++) {
            batch.seriesTable.resource().append(random.nextInt(batch.resources().size()));
            batch.seriesTable.scope().append(random.nextInt(batch.scopes().size()));
            batch.seriesTable.metric().append(random.nextInt(metrics));
            batch.seriesTable.attributes().append(text("route=", 50));
        }
        for (int i = 0; i < rows; i++) {
            batch.series.append(random.nextInt(series));
            batch.timeNanos.append(time());
            batch.startNanos.append(++nextId);
            int kind = random.nextInt(3);
            batch.valueKind.append(kind);
            batch.value.append(value(kind));
            batch.flags.append(random.nextInt(2));
            batch.payload.append(kind == MetricBatch.VALUE_NONE ? bytes(90) : new byte[0]);
            batch.exemplars.append(random.nextInt(20) == 0 ? bytes(40) : new byte[0]);
        }
        return batch;
    }

    private long value(int kind) {
        return switch (kind) {
            case MetricBatch.VALUE_NONE -> 0;
            case MetricBatch.VALUE_INT -> random.nextLong();
            default ->
                    random.nextInt(10) == 0
                            ? 0x7FF0_0000_0000_0000L | (1 + random.nextInt(99))
                            : Double.doubleToRawLongBits(random.nextInt(10_000) / 100.0);
        };
    }

    private void tables(Batch batch) {
        for (int i = 0, size = 1 + random.nextInt(3); i < size; i++) {
            batch.resources().append(text("resource ", 6));
            batch.scopes().append(text("scope ", 6));
        }
    }

    private long time() {
        return EPOCH + (long) (random.nextDouble() * 600e9);
    }

    private int rarely() {
        return random.nextInt(50) == 0 ? random.nextInt() : 0;
    }

    private byte[] text(String prefix, int distinct) {
        return (prefix + random.nextInt(distinct)).getBytes(UTF_8);
    }

    private byte[] bytes(int maxLength) {
        byte[] bytes = new byte[random.nextInt(maxLength)];
        random.nextBytes(bytes);
        return bytes;
    }
}
