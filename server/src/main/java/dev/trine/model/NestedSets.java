package dev.trine.model;

/// Where spans are in the tree of their trace, by row: a span is below another of the same trace when
/// its left number lies between the other's left and right.
///
/// The numbers of two sources of rows don't go together: a trace that lies in several is to be
/// numbered anew by whoever reads it whole.
///
/// @param left from 1 on; 0 = below no root
/// @param right above `left`; 0 = below no root
/// @param parent the left number of the parent; -1 = a root, 0 = below no root
/// @param children how many spans name it as their parent
public record NestedSets(IntColumn left, IntColumn right, IntColumn parent, IntColumn children) {}
