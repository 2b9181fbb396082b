/// How fast the write-ahead log encodes, appends and recovers, measured with JMH. Run with
/// `org.openjdk.jmh.Main Wal`; figures are in `docs/benchmarks.md`.
@NullMarked
package dev.trine.benchmarks.wal;

import org.jspecify.annotations.NullMarked;
