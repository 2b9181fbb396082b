/// The storage engine's front door: append a batch, scan batches back, look a trace up, follow what
/// arrives. Everything below this package is its own business; nobody outside uses it.
@NullMarked
package dev.trine.storage;

import org.jspecify.annotations.NullMarked;
