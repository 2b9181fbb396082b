/// The functions of range vectors: they work on the raw samples of one series and slide over the
/// windows of all steps, so that samples in overlapping windows are not looked at once a step.
@NullMarked
package dev.trine.query.promql.range;

import org.jspecify.annotations.NullMarked;
