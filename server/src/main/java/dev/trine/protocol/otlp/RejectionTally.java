package dev.trine.protocol.otlp;

import dev.trine.ingest.Rejections;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Counts refused records by reason while a request is decoded, without making text for each.
final class RejectionTally {
    private final Map<Rejection, Count> counts = new EnumMap<>(Rejection.class);

    private static final class Count {
        private long value;
    }

    void add(Rejection reason) {
        counts.computeIfAbsent(reason, _ -> new Count()).value++;
    }

    /// @param noun what is counted, in the plural: "spans"
    Rejections rejections(String noun, OtlpLimits limits) {
        long total = 0;
        List<String> reasons = new ArrayList<>();
        for (Map.Entry<Rejection, Count> entry : counts.entrySet()) {
            long count = entry.getValue().value;
            total += count;
            reasons.add(count + " " + noun + " rejected: " + entry.getKey().text(limits));
        }
        return total == 0 ? Rejections.NONE : new Rejections(total, reasons);
    }
}
