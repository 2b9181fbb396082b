/// Searches over spans by trace: the newest traces, one whole trace, how many over time and by
/// duration.
@NullMarked
package dev.trine.query.traces;

import org.jspecify.annotations.NullMarked;
