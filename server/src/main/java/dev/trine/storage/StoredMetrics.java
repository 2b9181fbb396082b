package dev.trine.storage;

import dev.trine.model.Clock;
import dev.trine.model.MetricBatch;
import dev.trine.model.TimeRange;
import dev.trine.storage.head.Head;
import dev.trine.storage.head.MetricHead;
import dev.trine.storage.part.CorruptPartException;
import dev.trine.storage.part.PartReader;
import dev.trine.storage.tombstone.Deletions;
import dev.trine.storage.tombstone.Tombstone;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Metric points, of which series can be deleted.
final class StoredMetrics extends SignalStore<MetricBatch> {
    StoredMetrics(DamageLog damage, Clock clock) {
        super(MetricHead::new, damage, clock);
    }

    /// The deletion of the chosen series of all rows in parts and in heads that wait; nothing when there
    /// are none. It does not hold yet. No head becomes a part and no parts one meanwhile.
    Optional<Tombstone> tombstone(TimeRange range, SeriesChoice choice) {
        View<MetricBatch> seen = view();
        List<Tombstone.Chosen> chosen = new ArrayList<>();
        long last = 0;
        for (NumberedPart part : seen.parts()) {
            last = Math.max(last, part.part().info().lastPosition());
            if (range.overlaps(part.part().info().minNanos(), part.part().info().maxNanos())) {
                tables(part).ifPresent(tables -> add(part.part(), tables, choice, chosen));
            }
        }
        for (Head<MetricBatch> head : seen.waiting()) {
            last = Math.max(last, head.lastPosition());
            if (range.overlaps(head.minNanos(), head.maxNanos())) {
                add(head, head.blocks().getLast().batch(), choice, chosen);
            }
        }
        Tombstone tombstone = Tombstone.of(last, range, chosen);
        return tombstone.size() == 0 ? Optional.empty() : Optional.of(tombstone);
    }

    private static void add(
            Object source, MetricBatch tables, SeriesChoice choice, List<Tombstone.Chosen> chosen) {
        BitSet series = choice.choose(source, tables);
        if (!series.isEmpty()) {
            chosen.add(new Tombstone.Chosen(tables, series));
        }
    }

    private Optional<MetricBatch> tables(NumberedPart part) {
        Optional<PartReader> opened = part.part().reader();
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (PartReader reader = opened.get()) {
            return tables(reader, damage());
        }
    }

    /// The tables of a part; nothing when they are damaged.
    static Optional<MetricBatch> tables(PartReader reader, DamageLog damage) {
        try {
            return reader.blocks() == 0
                    ? Optional.empty()
                    : Optional.of((MetricBatch) reader.read(0, 0));
        } catch (CorruptPartException e) {
            damage.block(reader, 0, e);
            return Optional.empty();
        }
    }

    /// What is deleted of a part.
    Deletions deletions(PartReader reader) {
        return tombstones()
                .of(
                        reader.part(),
                        reader.part().info().lastPosition(),
                        () -> tables(reader, damage()));
    }

    /// Deletions of which there may be rows.
    List<Tombstone> needed() {
        View<MetricBatch> seen = view();
        long oldest = firstUnsealed();
        for (NumberedPart part : seen.parts()) {
            oldest = Math.min(oldest, part.part().info().firstPosition());
        }
        long first = oldest;
        return tombstones().all().stream().filter(one -> one.position() >= first).toList();
    }
}
