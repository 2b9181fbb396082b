package dev.trine.ingest;

import java.util.ArrayList;
import java.util.List;

/// What was refused of a request.
///
/// @param count spans, log records or data points refused; never sent again by the client
/// @param overLimit how many of them met a limit on what may be in use, and would have been taken at
///     another time
/// @param reasons one sentence for each distinct reason, with how many records it met; a handful at
///     most, since reasons are a fixed set
public record Rejections(long count, long overLimit, List<String> reasons) {
    /// Nothing was refused.
    public static final Rejections NONE = new Rejections(0, List.of());

    public Rejections {
        reasons = List.copyOf(reasons);
        if (count < 0) {
            throw new IllegalArgumentException("count: " + count + " (expected: >= 0)");
        }
        if (overLimit < 0 || overLimit > count) {
            throw new IllegalArgumentException(
                    "overLimit: " + overLimit + " (expected: 0.." + count + ")");
        }
    }

    /// What is wrong in itself, at any time.
    public Rejections(long count, List<String> reasons) {
        this(count, 0, reasons);
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
        return new Rejections(count + others.count, overLimit + others.overLimit, all);
    }
}
