/// Searches over metric points: which metrics there are, and the series of one of them.
@NullMarked
package dev.trine.query.metrics;

import org.jspecify.annotations.NullMarked;
