package dev.trine.query.promql.json;

import dev.trine.model.Labels;
import dev.trine.query.promql.eval.Answer;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.Samples;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepGrid;
import dev.trine.query.series.StepSeries;
import dev.trine.query.syntax.NumberText;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// The values of queries as JSON, in the shape of Prometheus's query API.
public final class AnswerJson {
    private AnswerJson() {}

    /// How many series a value has; a limit applies to those.
    public static int size(Answer.Result result) {
        return switch (result) {
            case Answer.Result.Scalar _, Answer.Result.Text _ -> 1;
            case Answer.Result.Vector vector -> vector.series().size();
            case Answer.Result.Matrix matrix -> matrix.series().size();
            case Answer.Result.Ranges ranges -> ranges.series().size();
        };
    }

    /// Writes `resultType` and `result`.
    ///
    /// @param limit how many series at most
    public static void result(JsonGenerator out, Answer.Result result, int limit) {
        switch (result) {
            case Answer.Result.Scalar scalar -> {
                out.writeStringProperty("resultType", "scalar");
                out.writeArrayPropertyStart("result");
                out.writeNumber(SampleText.time(scalar.timeMs()));
                out.writeString(NumberText.format(scalar.number()));
                out.writeEndArray();
            }
            case Answer.Result.Text text -> {
                out.writeStringProperty("resultType", "string");
                out.writeArrayPropertyStart("result");
                out.writeNumber(SampleText.time(text.timeMs()));
                out.writeString(text.text());
                out.writeEndArray();
            }
            case Answer.Result.Vector vector -> {
                begin(out, "vector");
                for (StepSeries one : limited(vector.series(), limit)) {
                    element(out, vector.timeMs(), one);
                }
                out.writeEndArray();
            }
            case Answer.Result.Matrix matrix -> {
                begin(out, "matrix");
                for (StepSeries one : limited(matrix.series(), limit)) {
                    series(out, matrix.grid(), one);
                }
                out.writeEndArray();
            }
            case Answer.Result.Ranges ranges -> {
                begin(out, "matrix");
                for (Answer.Range one : limited(ranges.series(), limit)) {
                    range(out, one);
                }
                out.writeEndArray();
            }
        }
    }

    /// Writes `stats`.
    ///
    /// @param seconds that the query took
    public static void stats(JsonGenerator out, Answer answer, double seconds) {
        out.writeObjectPropertyStart("stats");
        out.writeObjectPropertyStart("timings");
        out.writeNumberProperty("execTotalTime", seconds);
        out.writeEndObject();
        out.writeObjectPropertyStart("samples");
        out.writeNumberProperty("peakSamples", answer.peakSamples());
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void begin(JsonGenerator out, String type) {
        out.writeStringProperty("resultType", type);
        out.writeArrayPropertyStart("result");
    }

    private static <T> List<T> limited(List<T> all, int limit) {
        return all.subList(0, Math.min(limit, all.size()));
    }

    private static void metric(JsonGenerator out, Labels labels) {
        out.writeStartObject();
        out.writeName("metric");
        labels(out, labels);
    }

    /// Writes labels as an object.
    public static void labels(JsonGenerator out, Labels labels) {
        out.writeStartObject();
        for (int i = 0; i < labels.size(); i++) {
            out.writeStringProperty(labels.name(i), labels.value(i));
        }
        out.writeEndObject();
    }

    private static void element(JsonGenerator out, long timeMs, StepSeries series) {
        metric(out, series.labels());
        NativeHistogram histogram = series.column().histogram(0);
        if (histogram == null) {
            out.writeName("value");
            SampleText.number(out, timeMs, series.column().number(0));
        } else {
            out.writeName("histogram");
            SampleText.histogram(out, timeMs, histogram);
        }
        out.writeEndObject();
    }

    private static void series(JsonGenerator out, StepGrid grid, StepSeries series) {
        metric(out, series.labels());
        StepColumn column = series.column();
        boolean begun = false;
        for (int step = 0; step < column.size(); step++) {
            if (column.hasNumber(step)) {
                begun = begun || beginArray(out, "values");
                SampleText.number(out, grid.timeMs(step), column.number(step));
            }
        }
        endArray(out, begun);
        begun = false;
        for (int step = 0; column.hasHistograms() && step < column.size(); step++) {
            NativeHistogram histogram = column.has(step) ? column.histogram(step) : null;
            if (histogram != null) {
                begun = begun || beginArray(out, "histograms");
                SampleText.histogram(out, grid.timeMs(step), histogram);
            }
        }
        endArray(out, begun);
        out.writeEndObject();
    }

    private static void range(JsonGenerator out, Answer.Range range) {
        metric(out, range.labels());
        Samples samples = range.samples();
        boolean begun = false;
        for (int i = samples.from(); i < samples.to(); i++) {
            if (samples.histogram(i) == null) {
                begun = begun || beginArray(out, "values");
                SampleText.number(out, samples.timesMs()[i], samples.values()[i]);
            }
        }
        endArray(out, begun);
        begun = false;
        for (int i = samples.from(); i < samples.to(); i++) {
            NativeHistogram histogram = samples.histogram(i);
            if (histogram != null) {
                begun = begun || beginArray(out, "histograms");
                SampleText.histogram(out, samples.timesMs()[i], histogram);
            }
        }
        endArray(out, begun);
        out.writeEndObject();
    }

    private static boolean beginArray(JsonGenerator out, String name) {
        out.writeArrayPropertyStart(name);
        return true;
    }

    private static void endArray(JsonGenerator out, boolean begun) {
        if (begun) {
            out.writeEndArray();
        }
    }
}
