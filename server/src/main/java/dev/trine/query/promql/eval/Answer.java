package dev.trine.query.promql.eval;

import dev.trine.model.Labels;
import dev.trine.query.series.Samples;
import dev.trine.query.series.StepGrid;
import dev.trine.query.series.StepSeries;
import java.util.List;

/// What a query came to.
///
/// @param warnings what may be wrong about it
/// @param infos what else the user should know
/// @param peakSamples the most samples held at any time
public record Answer(Result result, List<String> warnings, List<String> infos, long peakSamples) {
    /// The value itself, by its type.
    public sealed interface Result {
        /// Of an instant query for a scalar.
        record Scalar(long timeMs, double number) implements Result {}

        /// Of an instant query for a string.
        record Text(long timeMs, String text) implements Result {}

        /// Of an instant query for a vector.
        ///
        /// @param series each with one step, in the order in which they are to be shown
        record Vector(long timeMs, List<StepSeries> series) implements Result {}

        /// Of a range query.
        ///
        /// @param series ordered by labels
        record Matrix(StepGrid grid, List<StepSeries> series) implements Result {}

        /// Of an instant query for a range vector.
        ///
        /// @param series ordered by labels
        record Ranges(List<Range> series) implements Result {}
    }

    /// The samples of one series.
    public record Range(Labels labels, Samples samples) {}
}
