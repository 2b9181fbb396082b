package dev.trine.storage;

import dev.trine.model.Batch;
import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.SpanBatch;
import dev.trine.model.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Everything that can be read from storage, as text.
final class Stored {
    private Stored() {}

    static List<String> rows(Storage storage) {
        return rows(storage.spans(), storage.logs(), storage.metrics());
    }

    static List<String> rows(SignalStores stores) {
        return rows(stores.spans(), stores.logs(), stores.metrics());
    }

    /// Spans as they are found while something else is done, at each block.
    static List<String> spans(SignalStores stores, Runnable meanwhile) {
        List<String> rows = new ArrayList<>();
        scan(
                stores.spans(),
                SpanBatch.SCHEMA.all(),
                batch -> {
                    meanwhile.run();
                    rows.addAll(RowText.of(batch));
                });
        return rows;
    }

    private static List<String> rows(
            BatchStore<SpanBatch> spans,
            BatchStore<LogBatch> logs,
            BatchStore<MetricBatch> metrics) {
        List<String> rows = new ArrayList<>();
        scan(spans, SpanBatch.SCHEMA.all(), batch -> rows.addAll(RowText.of(batch)));
        scan(logs, LogBatch.SCHEMA.all(), batch -> rows.addAll(RowText.of(batch)));
        scan(metrics, MetricBatch.SCHEMA.all(), batch -> rows.addAll(RowText.of(batch)));
        return rows;
    }

    static List<Long> digests(Storage storage) {
        return digests(storage.spans(), storage.logs(), storage.metrics());
    }

    static List<Long> digests(SignalStores stores) {
        return digests(stores.spans(), stores.logs(), stores.metrics());
    }

    private static List<Long> digests(
            BatchStore<SpanBatch> spans,
            BatchStore<LogBatch> logs,
            BatchStore<MetricBatch> metrics) {
        List<Long> rows = new ArrayList<>();
        scan(spans, SpanBatch.SCHEMA.all(), batch -> rows.addAll(RowDigest.of(batch)));
        scan(logs, LogBatch.SCHEMA.all(), batch -> rows.addAll(RowDigest.of(batch)));
        scan(metrics, MetricBatch.SCHEMA.all(), batch -> rows.addAll(RowDigest.of(batch)));
        return rows;
    }

    private static <B extends Batch> void scan(
            BatchStore<B> store, long columns, Consumer<B> visitor) {
        store.scan(
                new ScanRequest(TimeRange.ALL, columns, ScanRequest.Order.NEWEST_FIRST),
                (batch, min, max) -> {
                    visitor.accept(batch);
                    return true;
                });
    }
}
