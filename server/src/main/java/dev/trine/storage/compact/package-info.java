/// Makes one part of several, row by row in the order they are sorted by: block after block, whatever
/// their size, with the memory of a few blocks and the tables.
@NullMarked
package dev.trine.storage.compact;

import org.jspecify.annotations.NullMarked;
