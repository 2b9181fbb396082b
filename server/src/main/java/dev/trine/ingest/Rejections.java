package dev.trine.ingest;

import java.util.ArrayList;
import java.util.List;

/// What was refused of a request.
///
/// @param count spans, log records or data points refused; never sent again by the client
/// @param reasons one sentence for each distinct reason, with how many records it met; a handful at
///     most, since reasons are a fixed set
public record Rejections(long count, List<String> reasons) {
    /// Nothing was refused.
    public static final Rejections NONE = new Rejections(0, List.of());

    public Rejections {
        reasons = List.copyOf(reasons);
        if (count < 0) {
            throw new IllegalArgumentException("count: " + count + " (expected: >= 0)");
        }
    }

    /// All reasons in one line; "" when nothing was refused.
    public String message() {
        return String.join("; ", reasons);
    }

    /// These and those of a later stage that looked at the same request.
    public Rejections plus(Rejections others) {
        if (others.count == 0) {
            return this;
        }
        List<String> all = new ArrayList<>(reasons);
        all.addAll(others.reasons);
        return new Rejections(count + others.count, all);
    }
}
