/// The storage engine's side door for tools: what a part file is made of, and whether all of a data
/// folder is what was written. Reads files and changes none. Used by the command line.
@NullMarked
package dev.trine.storage.inspect;

import org.jspecify.annotations.NullMarked;
