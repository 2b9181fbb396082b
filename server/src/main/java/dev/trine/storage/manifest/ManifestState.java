package dev.trine.storage.manifest;

import dev.trine.model.Signal;
import dev.trine.storage.part.PartInfo;
import dev.trine.storage.wal.CoveredPositions;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the manifest says at one moment. Immutable.
///
/// @param nextPart number of the next part; above every number used before
/// @param covered up to which log position each signal is in parts
/// @param parts by number
public record ManifestState(
        long nextPart, CoveredPositions covered, SortedMap<Long, PartInfo> parts) {
    /// A data folder without any part.
    public static final ManifestState EMPTY =
            new ManifestState(1, CoveredPositions.NONE, new TreeMap<>());

    public ManifestState {
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    }

    /// With a part that holds all of its signal's rows up to its last position.
    public ManifestState with(long number, PartInfo part) {
        SortedMap<Long, PartInfo> more = new TreeMap<>(parts);
        more.put(number, part);
        return new ManifestState(
                Math.max(nextPart, number + 1), raised(part.signal(), part.lastPosition()), more);
    }

    /// With one part in the place of those whose rows it holds.
    public ManifestState merged(Iterable<Long> numbers, long number, PartInfo part) {
        return without(numbers).with(number, part);
    }

    /// Without some parts; what they covered stays covered.
    public ManifestState without(Iterable<Long> numbers) {
        SortedMap<Long, PartInfo> fewer = new TreeMap<>(parts);
        for (Long number : numbers) {
            fewer.remove(number);
        }
        return new ManifestState(nextPart, covered, fewer);
    }

    /// With every signal covered up to a position at least: whatever it has up to there is in parts.
    public ManifestState covering(long position) {
        return new ManifestState(
                nextPart,
                new CoveredPositions(
                        Math.max(covered.traces(), position),
                        Math.max(covered.logs(), position),
                        Math.max(covered.metrics(), position)),
                parts);
    }

    /// With a higher next part.
    public ManifestState numberedFrom(long next) {
        return new ManifestState(Math.max(nextPart, next), covered, parts);
    }

    private CoveredPositions raised(Signal signal, long position) {
        long raised = Math.max(covered.of(signal), position);
        return switch (signal) {
            case TRACES -> new CoveredPositions(raised, covered.logs(), covered.metrics());
            case LOGS -> new CoveredPositions(covered.traces(), raised, covered.metrics());
            case METRICS -> new CoveredPositions(covered.traces(), covered.logs(), raised);
        };
    }
}
