/// What a part knows of each block beside its columns, so that questions pass blocks over or find
/// answers ready: the words in it, which values it has, the trees of its traces. Made when a part is
/// written, from rows in their final order; nothing is lost without it. See `docs/formats/part.md`.
@NullMarked
package dev.trine.storage.annex;

import org.jspecify.annotations.NullMarked;
