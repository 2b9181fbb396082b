package dev.trine.storage;

import dev.trine.model.TraceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Cuts the trace ids into slices with about as many spans each, whatever the ids are like (some
/// senders' are only 64 bits long, some count up): by samples of ids that are there, each standing
/// for so many spans.
final class TraceSlices {
    private record Sample(TraceId id, long spans) {}

    private final List<Sample> samples = new ArrayList<>();
    private long spans;

    /// Notes that there are so many spans at and behind a trace id.
    void add(long high, long low, long spanCount) {
        samples.add(new Sample(new TraceId(high, low), spanCount));
        spans += spanCount;
    }

    /// Slices of about so many spans; one when there are fewer.
    List<TraceSlice> cut(long sliceSpans) {
        samples.sort(Comparator.comparing(Sample::id));
        List<TraceSlice> slices = new ArrayList<>();
        long count = Math.max(1, (spans + sliceSpans - 1) / sliceSpans);
        long spansEach = Math.max(1, spans / count);
        TraceId first = TraceSlice.ALL.first();
        long taken = 0;
        for (Sample sample : samples) {
            if (taken >= spansEach && sample.id.compareTo(first) > 0) {
                slices.add(new TraceSlice(first, Optional.of(sample.id)));
                first = sample.id;
                taken = 0;
            }
            taken += sample.spans;
        }
        slices.add(new TraceSlice(first, Optional.empty()));
        return slices;
    }
}
