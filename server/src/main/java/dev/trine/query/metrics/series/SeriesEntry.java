package dev.trine.query.metrics.series;

import dev.trine.model.Labels;

/// One Prometheus series, or one family of buckets or quantiles, that is read from the rows of a
/// stored series.
///
/// @param row number of the stored series; the resource's number for [Reading#TARGET]
/// @param reading what of a row it is
/// @param labels of the series; without `le` and `quantile`, which only rows know
/// @param delta whether rows hold differences that are to be summed up
record SeriesEntry(int row, Reading reading, Labels labels, boolean delta) {
    /// What of a stored row shows in the series.
    enum Reading {
        /// The number.
        NUMBER,
        /// Exactly what was written: a number or a native histogram.
        REMOTE,
        /// The buckets of an explicit histogram: several series.
        BUCKETS,
        /// The sum of a histogram.
        HISTOGRAM_SUM,
        /// The count of a histogram.
        HISTOGRAM_COUNT,
        /// The whole exponential histogram.
        EXPONENTIAL,
        /// The quantiles of a summary: several series.
        QUANTILES,
        SUMMARY_SUM,
        SUMMARY_COUNT,
        /// That the resource was there: `target_info`.
        TARGET;

        /// The label that only rows know, empty when there is none.
        String rowLabel() {
            return switch (this) {
                case BUCKETS -> "le";
                case QUANTILES -> "quantile";
                case NUMBER,
                        REMOTE,
                        HISTOGRAM_SUM,
                        HISTOGRAM_COUNT,
                        EXPONENTIAL,
                        SUMMARY_SUM,
                        SUMMARY_COUNT,
                        TARGET ->
                        "";
            };
        }

        /// Whether the payload of every row is looked at.
        boolean needsPayload() {
            return this != NUMBER && this != TARGET && this != REMOTE;
        }
    }
}
