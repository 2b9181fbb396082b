/// What finding and reading series costs, whatever asks for them.
@NullMarked
package dev.trine.benchmarks.series;

import org.jspecify.annotations.NullMarked;
