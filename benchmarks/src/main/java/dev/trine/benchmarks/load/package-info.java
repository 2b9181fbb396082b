/// The load generator and the runner: real OTLP requests, made beforehand, sent flat out to a server
/// process, and what that process used meanwhile.
@NullMarked
package dev.trine.benchmarks.load;

import org.jspecify.annotations.NullMarked;
