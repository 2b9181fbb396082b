package dev.trine.query.promql.function;

/// What a call evaluates by. Stateless; used by many threads.
public sealed interface Function permits RangeFunction, VectorFunction {}
