/// The syntax tree of PromQL: sealed, immutable, with the place of everything in the query's text,
/// and its two printed forms: one line, and pretty.
@NullMarked
package dev.trine.query.promql.ast;

import org.jspecify.annotations.NullMarked;
