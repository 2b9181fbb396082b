/// The manifest: which parts exist, and up to which log position they cover each signal. It is what
/// makes a seal atomic and a replay exact. The bytes are drawn in `docs/formats/manifest.md`.
@NullMarked
package dev.trine.storage.manifest;

import org.jspecify.annotations.NullMarked;
