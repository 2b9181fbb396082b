package dev.trine.protocol.otlp;

import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;

/// Reads one child of a scope into a batch.
interface RecordReader {
    /// Reads the span, log record or metric that fills the reader's current message.
    ///
    /// @param origin the resource and scope it belongs to
    void read(ProtoReader in, Origin origin) throws MalformedException;
}
