package dev.trine.query.series;

/// A native histogram: a count, a sum and buckets with exponential or custom bounds.
public final class NativeHistogram {}
