/// Stored metric points as Prometheus series: the translation of OTLP names and attributes to
/// labels, an index of labels for each part and head, and the reading of the series that match.
@NullMarked
package dev.trine.query.metrics.series;

import org.jspecify.annotations.NullMarked;
