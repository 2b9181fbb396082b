/// OTLP: requests in protobuf or JSON walked straight into columnar batches, batches written back as
/// OTLP, and the answers a sender gets. JSON is transcoded to protobuf first, so that there is one
/// way in. What a receiver owes its senders is spelled out in [OtlpDecoder].
@NullMarked
package dev.trine.protocol.otlp;

import org.jspecify.annotations.NullMarked;
