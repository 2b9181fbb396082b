/// The functions of PromQL and what they work on. A function sees whole columns: all steps of a
/// query at once.
@NullMarked
package dev.trine.query.promql.function;

import org.jspecify.annotations.NullMarked;
