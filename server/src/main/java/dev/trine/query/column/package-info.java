/// The building blocks of scans over columns: text search in UTF-8 bytes, hash tables of primitives,
/// quantile sketches, selections of rows. No telemetry meaning.
@NullMarked
package dev.trine.query.column;

import org.jspecify.annotations.NullMarked;
