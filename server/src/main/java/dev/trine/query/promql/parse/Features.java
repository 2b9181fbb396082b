package dev.trine.query.promql.parse;

/// Which parts of the language are switched on that Prometheus calls experimental. Flags bear its
/// names.
///
/// @param functions `promql-experimental-functions`
/// @param durations `promql-duration-expr`
/// @param extendedRanges `promql-extended-range-selectors`
/// @param fill `promql-binop-fill-modifiers`
public record Features(boolean functions, boolean durations, boolean extendedRanges, boolean fill) {
    /// All of it.
    public static Features all() {
        return new Features(true, true, true, true);
    }

    /// None of it.
    public static Features none() {
        return new Features(false, false, false, false);
    }
}
