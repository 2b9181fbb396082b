/// How the values of one column of one block become bytes and come back: a codec a file, chosen by
/// measuring. No file access and no telemetry meaning. The bytes of each codec are drawn on its
/// class; the page that holds them on [dev.trine.storage.codec.PageEncoder].
@NullMarked
package dev.trine.storage.codec;

import org.jspecify.annotations.NullMarked;
