package dev.trine.query.metrics.series;

import dev.trine.model.Labels;
import java.util.Comparator;
import java.util.List;

/// The exemplars of one series.
///
/// @param exemplars by time
public record SeriesExemplars(Labels series, List<Point> exemplars) {
    public SeriesExemplars {
        exemplars = List.copyOf(exemplars);
    }

    /// One exemplar.
    ///
    /// @param labels what it points to, mostly `trace_id` and `span_id`
    /// @param timeMs since 1970
    public record Point(Labels labels, double value, long timeMs) implements Comparable<Point> {
        private static final Comparator<Point> ORDER =
                Comparator.comparingLong(Point::timeMs)
                        .thenComparing(Point::labels)
                        .thenComparingDouble(Point::value);

        /// By time; the same one is stored again when a sender repeats itself.
        @Override
        public int compareTo(Point other) {
            return ORDER.compare(this, other);
        }
    }
}
