/// Trine beside a peer: the same remote-write requests and the same PromQL queries to each, one
/// server at a time, on one machine in one run.
@NullMarked
package dev.trine.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
