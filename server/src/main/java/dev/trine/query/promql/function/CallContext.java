package dev.trine.query.promql.function;

import dev.trine.model.Labels;
import dev.trine.query.exec.Query;
import dev.trine.query.promql.ast.Call;
import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.ast.Paren;
import dev.trine.query.promql.ast.Subquery;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepGrid;
import dev.trine.query.series.StepSeries;
import dev.trine.query.syntax.Span;

/// What a function knows of the call it evaluates. Safe for use by many threads, but for the query.
///
/// @param call the call, with its place in the text
/// @param grid the steps it is evaluated at: those of a subquery inside of one
/// @param queryGrid the steps of the whole query
/// @param options of the engine
/// @param annotations takes what the user should know
/// @param query deadline and budget
public record CallContext(
        Call call,
        StepGrid grid,
        StepGrid queryGrid,
        EvaluationOptions options,
        Annotations annotations,
        Query query) {
    /// Where an argument stands, without parentheses around it: the place most annotations name. A
    /// subquery has none, as in Prometheus, so that the beginning of the query is named.
    public Span argumentSpan(int index) {
        Expr argument = Paren.unwrap(call.arguments().get(index));
        return argument instanceof Subquery ? new Span(0, 0) : argument.span();
    }

    /// An argument as it was written.
    public Expr argument(int index) {
        return call.arguments().get(index);
    }

    /// A series that is no value of its metric any more: its name, type and unit go, now or, where
    /// that is delayed, at the end of the query.
    public StepSeries nameless(StepSeries series, StepColumn column) {
        return options.delayedNameRemoval()
                ? new StepSeries(series.labels(), column, true)
                : new StepSeries(series.labels().withoutMetric(), column, false);
    }

    /// The metric's name for an annotation of a histogram function: by then it is removed, unless
    /// that is delayed.
    public String nameIfKept(Labels labels) {
        return options.delayedNameRemoval() ? labels.metricName() : "";
    }

    public void warn(String text, Span span) {
        annotations.add(Annotation.warning(text, span));
    }

    public void info(String text, Span span) {
        annotations.add(Annotation.info(text, span));
    }
}
