/// OTLP requests from JSON to protobuf and back, both by one table of all fields.
@NullMarked
package dev.trine.protocol.otlp.json;

import org.jspecify.annotations.NullMarked;
