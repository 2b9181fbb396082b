/// Turns a head into a part: puts its rows in the order of the part, cuts them into blocks, and writes
/// them with their tables and filters. Runs in the background over heads that no longer change.
@NullMarked
package dev.trine.storage.seal;

import org.jspecify.annotations.NullMarked;
