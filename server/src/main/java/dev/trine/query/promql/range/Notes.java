package dev.trine.query.promql.range;

import dev.trine.model.QuotedText;
import dev.trine.query.promql.function.CallContext;
import dev.trine.query.syntax.NumberText;
import dev.trine.query.syntax.Span;

/// What functions tell the user about their answers, worded as Prometheus does. The place is that
/// of an argument.
public final class Notes {
    static final String ADDITION = "addition";
    static final String SUBTRACTION = "subtraction";
    static final String AGGREGATION = "aggregation";

    private final CallContext context;
    private final String metric;

    /// @param metric name of the metric that is evaluated, may be empty
    Notes(CallContext context, String metric) {
        this.context = context;
        this.metric = metric;
    }

    private Span place() {
        return context.argumentSpan(0);
    }

    private void warn(String text) {
        context.warn(text, place());
    }

    private String quotedMetric() {
        return QuotedText.of(metric);
    }

    /// A text with the metric's name where there is one.
    public static String ofMetric(String text, String metric) {
        return metric.isEmpty() ? text : text + " for metric name " + QuotedText.of(metric);
    }

    void mixedNumbersAndHistograms() {
        warn("encountered a mix of histograms and floats for metric name " + quotedMetric());
    }

    void mixedBuckets() {
        warn(
                "vector contains a mix of histograms with exponential and custom buckets schemas"
                        + " for metric name "
                        + quotedMetric());
    }

    void notCounter() {
        warn("this native histogram metric is not a counter: " + quotedMetric());
    }

    void notGauge() {
        warn("this native histogram metric is not a gauge: " + quotedMetric());
    }

    void startsOverlap() {
        warn(
                "sample has start time that overlaps with previous sample timestamp for metric "
                        + quotedMetric());
    }

    void conflictingResets() {
        warn("conflicting counter resets during histogram " + AGGREGATION);
    }

    void reconciledBounds(String operation) {
        context.info("mismatched custom buckets were reconciled during " + operation, place());
    }

    void ignoredHistograms() {
        context.info(
                "ignored histograms in a range containing both floats and histograms for metric"
                        + " name "
                        + quotedMetric(),
                place());
    }

    /// Warns when a quantile is none.
    public static void checkQuantile(double quantile, int argument, CallContext context) {
        if (!(quantile >= 0 && quantile <= 1)) {
            context.warn(
                    "quantile value should be between 0 and 1, got "
                            + NumberText.formatShort(quantile),
                    context.argumentSpan(argument));
        }
    }
}
