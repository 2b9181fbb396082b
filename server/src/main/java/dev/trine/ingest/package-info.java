/// The write path that every protocol converges on: limits, counts, storage, and what was refused
/// and why.
@NullMarked
package dev.trine.ingest;

import org.jspecify.annotations.NullMarked;
