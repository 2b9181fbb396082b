/// The functions of PromQL: the table of all of them, and those of instant vectors and scalars, which
/// work on step columns.
@NullMarked
package dev.trine.query.promql.library;

import org.jspecify.annotations.NullMarked;
