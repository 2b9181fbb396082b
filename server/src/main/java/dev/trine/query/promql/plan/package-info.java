/// What can be told of a query from its tree alone, before anything is read: which parts are the same
/// at all steps, which stand in it several times, which need no buckets.
@NullMarked
package dev.trine.query.promql.plan;

import org.jspecify.annotations.NullMarked;
