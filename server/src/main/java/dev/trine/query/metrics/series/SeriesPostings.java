package dev.trine.query.metrics.series;

import dev.trine.model.IntColumn;
import java.util.Arrays;
import java.util.BitSet;

/// Which pairs each entry has, and which entries have a pair: eight bytes a pair of an entry. The
/// entries of a pair are a list through the entries themselves, the latest first, so that adding one
/// costs the same however many there are. Used by one thread at a time.
final class SeriesPostings {
    private static final int NONE = -1;

    /// By entry: where its pairs end.
    private final IntColumn ends = new IntColumn(64);

    private final IntColumn pairs = new IntColumn(512);

    /// Beside each pair of an entry: the entry before that has the same one.
    private final IntColumn previous = new IntColumn(512);

    /// By pair: the latest entry that has it, and how many have it.
    private int[] latest = {};

    private int[] counts = {};

    int entries() {
        return ends.size();
    }

    /// Adds a pair to the entry under way.
    void add(int pair) {
        if (pair >= latest.length) {
            int before = latest.length;
            latest = Arrays.copyOf(latest, Math.max(64, 2 * pair));
            counts = Arrays.copyOf(counts, latest.length);
            Arrays.fill(latest, before, latest.length, NONE);
        }
        pairs.append(pair);
        previous.append(latest[pair]);
        latest[pair] = ends.size();
        counts[pair]++;
    }

    /// Ends the entry under way.
    void end() {
        ends.append(pairs.size());
    }

    /// Where the pairs of an entry begin.
    int from(int entry) {
        return entry == 0 ? 0 : ends.get(entry - 1);
    }

    /// Where the pairs of an entry end.
    int to(int entry) {
        return ends.get(entry);
    }

    /// A pair of an entry, from [#from] to before [#to].
    int pair(int at) {
        return pairs.get(at);
    }

    /// How many entries have a pair.
    int count(int pair) {
        return pair < counts.length ? counts[pair] : 0;
    }

    /// Adds the entries that have a pair.
    void addTo(BitSet found, int pair) {
        int[] of = pairs.array();
        int[] before = previous.array();
        int entry = pair < latest.length ? latest[pair] : NONE;
        while (entry != NONE) {
            found.set(entry);
            int at = from(entry);
            while (of[at] != pair) {
                at++;
            }
            entry = before[at];
        }
    }

    /// Whether an entry has one of some pairs.
    boolean hasAny(int entry, BitSet some) {
        for (int at = from(entry), end = to(entry); at < end; at++) {
            if (some.get(pairs.get(at))) {
                return true;
            }
        }
        return false;
    }

    long heapBytes() {
        return ends.heapBytes()
                + pairs.heapBytes()
                + previous.heapBytes()
                + 4L * latest.length
                + 4L * counts.length;
    }
}
