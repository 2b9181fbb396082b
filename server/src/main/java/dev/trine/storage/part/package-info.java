/// Part files: immutable, self-describing, checksummed files of sorted rows, one signal each. The
/// bytes are drawn in `docs/formats/part.md`. A part is written once, by
/// [dev.trine.storage.part.PartWriter], and read in blocks by [dev.trine.storage.part.PartReader],
/// which keeps it from going away meanwhile. A format version never changes; a new one gets a new
/// number and readers keep the old.
@NullMarked
package dev.trine.storage.part;

import org.jspecify.annotations.NullMarked;
