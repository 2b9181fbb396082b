package dev.trine.storage;

import dev.trine.storage.SignalStore.NumberedPart;
import dev.trine.storage.part.PartInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Chooses small parts of a signal that are to become one: neighbours in the log, so that time stays
/// together, and of about one size, so that a row is written again only once for each fourfold growth.
///
/// @param maxRows of the inputs together: they are merged in memory
/// @param maxBytes of the inputs together: retention drops whole parts
/// @param maxSpanNanos between the oldest and the newest row of the inputs together, likewise, unless
///     one of them alone spans more
/// @param tiers how many sizes there are; larger parts are left as they are
record Compaction(long maxRows, long maxBytes, long maxSpanNanos, int tiers) {
    /// How many parts of one size are left as they are.
    static final int FAN_IN = 4;

    private static final int MAX_INPUTS = 16;

    /// Rows that are merged in memory: about 64 MiB of spans.
    private static final long MERGED_ROWS = 200_000;

    /// Tier 0 is parts up to this size; every further one is of four times the size.
    private static final long TIER_BYTES = 64 << 10;

    private static final int TIERS = 6;

    /// Rows that are merged block by block, on disk: what a part's numbers and filters may take.
    private static final long STREAMED_ROWS = 16_000_000;

    private static final long STREAMED_BYTES = 1L << 30;
    private static final int STREAMED_TIERS = 9;

    /// Merged parts are small beside what is kept.
    private static final int RETENTION_SHARE = 32;

    static Compaction of(StorageOptions options) {
        long bytes = options.retentionBytes().orElse(Long.MAX_VALUE) / RETENTION_SHARE;
        Duration day = Duration.ofDays(1);
        Duration span = options.retentionTime().map(kept -> kept.dividedBy(8)).orElse(day);
        return new Compaction(
                MERGED_ROWS,
                Math.min(bytes, TIER_BYTES << (2 * (TIERS - 1))),
                (span.compareTo(day) < 0 ? span : day).toNanos(),
                TIERS);
    }

    /// The same for parts that are too large for memory: up to a sixteenth of what is kept.
    static Compaction streamed(StorageOptions options) {
        Compaction small = of(options);
        long bytes = options.retentionBytes().orElse(Long.MAX_VALUE) / (RETENTION_SHARE / 2);
        return new Compaction(
                STREAMED_ROWS, Math.min(bytes, STREAMED_BYTES), small.maxSpanNanos, STREAMED_TIERS);
    }

    /// The parts to merge next, in the order of the log; empty when there are none.
    ///
    /// @param left numbers of parts that are not to be touched
    List<NumberedPart> choose(List<NumberedPart> parts, Set<Long> left) {
        List<NumberedPart> ordered = new ArrayList<>(parts);
        ordered.sort(Comparator.comparingLong((NumberedPart p) -> p.part().info().firstPosition()));
        for (int tier = 0; tier < tiers; tier++) {
            List<NumberedPart> run = new ArrayList<>();
            for (NumberedPart part : ordered) {
                boolean fits = !left.contains(part.number()) && tier(part.part().info()) <= tier;
                if (fits && run.size() < MAX_INPUTS && mayJoin(run, part)) {
                    run.add(part);
                    continue;
                }
                if (run.size() >= FAN_IN) {
                    return run;
                }
                run.clear();
                if (fits) {
                    run.add(part);
                }
            }
            if (run.size() >= FAN_IN) {
                return run;
            }
        }
        return List.of();
    }

    private static int tier(PartInfo info) {
        int tier = 0;
        for (long bytes = info.bytes(); bytes > TIER_BYTES; bytes = bytes >>> 2) {
            tier++;
        }
        return tier;
    }

    private boolean mayJoin(List<NumberedPart> run, NumberedPart next) {
        PartInfo joining = next.part().info();
        long rows = joining.rows();
        long bytes = joining.bytes();
        long min = joining.minNanos();
        long max = joining.maxNanos();
        long widest = max - min;
        for (NumberedPart part : run) {
            PartInfo info = part.part().info();
            rows += info.rows();
            bytes += info.bytes();
            min = Math.min(min, info.minNanos());
            max = Math.max(max, info.maxNanos());
            widest = Math.max(widest, info.maxNanos() - info.minNanos());
        }
        return rows <= maxRows && bytes <= maxBytes && max - min <= Math.max(maxSpanNanos, widest);
    }
}
