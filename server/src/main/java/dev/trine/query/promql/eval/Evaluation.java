package dev.trine.query.promql.eval;

import dev.trine.query.exec.Query;
import dev.trine.query.exec.Workers;
import dev.trine.query.promql.function.Annotation;
import dev.trine.query.promql.function.Annotations;
import dev.trine.query.promql.function.EvaluationException;
import dev.trine.query.promql.function.EvaluationOptions;
import dev.trine.query.promql.function.Function;
import dev.trine.query.promql.function.Value;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.SeriesSource;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepGrid;
import dev.trine.query.series.StepSeries;
import dev.trine.query.syntax.Span;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/// What one query under way has: its steps, where its data comes from, what it may use, and what it
/// holds at the moment. Safe for use by many threads.
final class Evaluation {
    /// Of a column besides its values: objects, labels and the like.
    private static final long SERIES_BYTES = 200;

    final StepGrid queryGrid;
    final SeriesSource source;
    final Map<String, Function> functions;
    final EvaluationOptions options;
    final Query query;
    final Annotations annotations = new Annotations();
    private final Workers workers;
    private final AtomicLong samples = new AtomicLong();
    private final AtomicLong peakSamples = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    Evaluation(
            StepGrid queryGrid,
            SeriesSource source,
            Map<String, Function> functions,
            EvaluationOptions options,
            Query query,
            Workers workers) {
        this.queryGrid = queryGrid;
        this.source = source;
        this.functions = functions;
        this.options = options;
        this.query = query;
        this.workers = workers;
    }

    void forEach(int count, IntConsumer body) {
        workers.forEach(count, query, body);
    }

    /// Likewise for items that are worth a handover each.
    void forEachLarge(int count, IntConsumer body) {
        workers.forEachLarge(count, query, body);
    }

    void warn(String text, Span span) {
        annotations.add(Annotation.warning(text, span));
    }

    void info(String text, Span span) {
        annotations.add(Annotation.info(text, span));
    }

    /// Counts a column about to be held until [#settle] says what is left.
    void hold(StepColumn column) {
        addBytes(bytes(column));
        addSamples(samples(column));
    }

    /// Memory about to be held for a moment.
    void addBytes(long more) {
        bytes.addAndGet(more);
        query.charge(more);
    }

    void removeBytes(long less) {
        bytes.addAndGet(-less);
        query.release(less);
    }

    private void addSamples(long more) {
        long now = samples.addAndGet(more);
        peakSamples.accumulateAndGet(now, Math::max);
        if (now > options.maxSamples()) {
            throw tooManySamples();
        }
    }

    static EvaluationException tooManySamples() {
        return new EvaluationException(
                "query processing would load too many samples into memory in query execution");
    }

    /// What is held at the moment.
    Held held() {
        return new Held(samples.get(), bytes.get());
    }

    /// To be called when a node is through: of what it and those below it held only its value is
    /// left.
    void settle(Held before, Value value) {
        long valueSamples = 0;
        long valueBytes = 0;
        switch (value) {
            case Value.Scalar scalar -> {
                valueSamples = scalar.numbers().length;
                valueBytes = 8L * scalar.numbers().length;
            }
            case Value.Vector vector -> {
                for (StepSeries series : vector.series()) {
                    valueSamples += samples(series.column());
                    valueBytes += bytes(series.column());
                }
            }
            case Value.Text _ -> {}
        }
        samples.set(before.samples());
        addSamples(valueSamples);
        long surplus = bytes.get() - before.bytes() - valueBytes;
        if (surplus > 0) {
            removeBytes(surplus);
        } else {
            addBytes(-surplus);
        }
    }

    /// The most samples held at any time.
    long peakSamples() {
        return peakSamples.get();
    }

    private static long bytes(StepColumn column) {
        long sum = SERIES_BYTES + 8L * column.size() + column.size() / 8;
        if (column.hasHistograms()) {
            for (int step = 0; step < column.size(); step++) {
                NativeHistogram histogram = column.histogram(step);
                sum += histogram == null ? 4 : 4 + histogram.bytes();
            }
        }
        return sum;
    }

    /// A histogram counts as many samples as it takes the room of.
    private static long samples(StepColumn column) {
        long sum = column.count();
        if (column.hasHistograms()) {
            for (int step = 0; step < column.size(); step++) {
                NativeHistogram histogram = column.histogram(step);
                sum += histogram == null ? 0 : histogram.bytes() / 16;
            }
        }
        return sum;
    }

    /// Samples and bytes held at a moment.
    record Held(long samples, long bytes) {}
}
