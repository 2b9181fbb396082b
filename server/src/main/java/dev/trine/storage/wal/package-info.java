/// The write-ahead log: batches, framed and checksummed, in numbered segment files. An append returns
/// when its batch is as durable as promised and has been handed to the heads; a start reads the log
/// back, whatever state the disk was left in. The bytes are drawn in `docs/formats/wal.md`.
@NullMarked
package dev.trine.storage.wal;

import org.jspecify.annotations.NullMarked;
