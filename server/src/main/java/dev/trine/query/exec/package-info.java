/// What every query runs under: a bounded pool of threads, a deadline, a memory budget, and the
/// exceptions that say which of them was used up.
@NullMarked
package dev.trine.query.exec;

import org.jspecify.annotations.NullMarked;
