package dev.trine.query.series;

import java.util.List;

/// Which series and which of their samples a query reads.
///
/// @param matchers all must hold
/// @param minMs time of the earliest sample wanted
/// @param maxMs time of the latest sample wanted
/// @param function name of the function around the selector, empty when there is none: a source
///     may use it to leave out what that function does not look at
public record Selection(List<LabelMatcher> matchers, long minMs, long maxMs, String function) {
    public Selection {
        matchers = List.copyOf(matchers);
    }
}
