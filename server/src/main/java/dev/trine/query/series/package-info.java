/// The shapes that metric queries compute with: the grid of steps, one column of values per series
/// over that grid, raw samples as storage hands them over, and the interface by which a query
/// language asks for them.
@NullMarked
package dev.trine.query.series;

import org.jspecify.annotations.NullMarked;
