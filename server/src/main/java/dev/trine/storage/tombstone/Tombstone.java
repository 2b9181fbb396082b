package dev.trine.storage.tombstone;

import dev.trine.model.MetricBatch;
import dev.trine.model.TimeRange;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.TreeSet;

/// The deletion of some series' rows of a time range. What arrives later is not deleted, even when it
/// is of these series and times. Immutable.
public final class Tombstone {
    private final long position;
    private final TimeRange range;

    /// Keys of the series in pairs, ordered.
    private final long[] keys;

    /// @param keys high and low in turn, ordered by both
    Tombstone(long position, TimeRange range, long[] keys) {
        if (keys.length % 2 != 0) {
            throw new IllegalArgumentException("keys: " + keys.length + " (expected: pairs)");
        }
        this.position = position;
        this.range = range;
        this.keys = keys;
    }

    /// The deletion of series of several sources.
    ///
    /// @param position log position of the last batch that it concerns
    public static Tombstone of(long position, TimeRange range, Collection<Chosen> chosen) {
        TreeSet<Key> all = new TreeSet<>();
        for (Chosen one : chosen) {
            SeriesKeys keys = SeriesKeys.of(one.tables);
            one.series.stream()
                    .filter(series -> series < keys.size())
                    .forEach(series -> all.add(new Key(keys.high(series), keys.low(series))));
        }
        long[] keys = new long[2 * all.size()];
        int at = 0;
        for (Key key : all) {
            keys[at++] = key.high;
            keys[at++] = key.low;
        }
        return new Tombstone(position, range, keys);
    }

    /// Series of one part or head.
    ///
    /// @param tables of the part or head
    /// @param series their numbers
    public record Chosen(MetricBatch tables, BitSet series) {}

    private record Key(long high, long low) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = Long.compare(high, other.high);
            return order == 0 ? Long.compare(low, other.low) : order;
        }
    }

    /// Log position of the last batch that it concerns.
    public long position() {
        return position;
    }

    public TimeRange range() {
        return range;
    }

    /// How many series are deleted.
    public int size() {
        return keys.length / 2;
    }

    long[] keys() {
        return keys;
    }

    boolean has(long high, long low) {
        int from = 0;
        int to = size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            int order = Long.compare(keys[2 * middle], high);
            order = order == 0 ? Long.compare(keys[2 * middle + 1], low) : order;
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tombstone that
                && position == that.position
                && range.equals(that.range)
                && Arrays.equals(keys, that.keys);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(position) * 31 + Arrays.hashCode(keys);
    }

    @Override
    public String toString() {
        return size() + " series deleted up to position " + position + ", " + range;
    }
}
