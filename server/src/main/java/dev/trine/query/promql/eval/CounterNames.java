package dev.trine.query.promql.eval;

import dev.trine.model.Labels;
import dev.trine.model.QuotedText;
import dev.trine.query.promql.function.CallContext;
import dev.trine.query.series.StepColumn;

/// Tells the user when a function for counters is applied to what does not look like one.
final class CounterNames {
    private CounterNames() {}

    /// @param column what the function made of the series; of histograms alone nothing is said
    static void check(Labels labels, StepColumn column, CallContext context) {
        String function = context.call().name();
        String name = labels.metricName();
        if (name.isEmpty()
                || !(function.equals("rate") || function.equals("increase"))
                || !column.hasNumbers()) {
            return;
        }
        if (context.options().typeAndUnitLabels()) {
            String type = labels.get(Labels.TYPE);
            if (!type.equals("counter") && !type.equals("histogram")) {
                context.info(
                        "metric might not be a counter, __type__ label is not set to \"counter\" or"
                                + " \"histogram\", got "
                                + QuotedText.of(type)
                                + ": "
                                + QuotedText.of(name),
                        context.argumentSpan(0));
            }
        } else if (!name.endsWith("_total")
                && !name.endsWith("_sum")
                && !name.endsWith("_count")
                && !name.endsWith("_bucket")) {
            context.info(
                    "metric might not be a counter, name does not end in"
                            + " _total/_sum/_count/_bucket: "
                            + QuotedText.of(name),
                    context.argumentSpan(0));
        }
    }
}
