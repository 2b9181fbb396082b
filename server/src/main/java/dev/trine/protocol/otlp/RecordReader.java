package dev.trine.protocol.otlp;

import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;

/// Reads the children of scopes into a batch.
///
/// Columns whose values seldom change from row to row are filled late, a stretch of equal values at
/// once: where a rare value comes, at the end of a scope, at the end of the request. So a record costs
/// only what it says.
interface RecordReader {
    /// Reads the span, log record or metric that fills the reader's current message.
    ///
    /// @param origin the resource and scope it belongs to
    void read(ProtoReader in, Origin origin) throws MalformedException;

    /// Notes where the records came from that were read since the last scope ended.
    void endScope(Origin origin);

    /// Completes the columns; nothing is read afterwards.
    void end();
}
