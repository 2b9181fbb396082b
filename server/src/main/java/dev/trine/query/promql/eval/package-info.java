/// The PromQL engine: evaluates a syntax tree over a whole grid of steps at once, column by column.
/// Selectors read raw samples series by series; operators and aggregations combine columns.
@NullMarked
package dev.trine.query.promql.eval;

import org.jspecify.annotations.NullMarked;
