/// Pages of byte strings that are taken apart: what values have in common is kept once, as templates;
/// what differs goes to streams of its own, in the form that is smallest for it. Values come back byte
/// for byte, all of them or only the attributes asked for. See `docs/formats/part.md`.
@NullMarked
package dev.trine.storage.shred;

import org.jspecify.annotations.NullMarked;
