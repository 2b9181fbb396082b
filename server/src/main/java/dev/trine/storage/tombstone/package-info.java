/// Deleted series: which of them, over what time, in rows of how old; the file that says so, and the
/// rows of a batch without them.
@NullMarked
package dev.trine.storage.tombstone;

import org.jspecify.annotations.NullMarked;
