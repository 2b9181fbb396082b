package dev.trine.protocol.prometheus;

import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import io.airlift.compress.v3.xxhash.XxHash64JavaHasher;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// What the receiver made of the labels of series that it saw before, found by the bytes in which
/// they were sent: a sender repeats them with every sample, and reading, checking and writing them
/// anew would cost more than all else of a sample.
///
/// A table of sets of four places. When all four are taken, one in sixteen newcomers takes the place
/// of another: where there are more series than places, most of those here stay. The table never
/// takes more than some tens of megabytes, and forgetting a series costs time only. Safe for use by
/// many threads.
final class KnownSeries {
    /// Of the receiver's table.
    static final int SETS = 1 << 14;

    private static final int PLACES = 4;
    private static final int ACCEPTED_ONE_IN = 16;

    /// Longer labels are rare, and would let the table grow large.
    private static final int MAX_SENT_BYTES = 512;

    /// A series.
    ///
    /// @param sent the labels as the fields of the message that brought them; not to be changed,
    ///     like the others
    /// @param resource the entry of a batch for its resource
    /// @param metric likewise for its metric
    /// @param attributes the labels as they are stored
    @SuppressWarnings("ArrayRecordComponent") // compared by hand, byte for byte
    record Entry(long hash, byte[] sent, byte[] resource, byte[] metric, byte[] attributes) {
        /// The labels, read anew.
        LabelRanges labels() {
            LabelRanges labels = new LabelRanges();
            labels.clear(sent);
            ProtoReader in = new ProtoReader(sent, 0, sent.length);
            try {
                while (in.more()) {
                    in.tag();
                    labels.read(in);
                }
            } catch (MalformedException e) {
                throw new IllegalStateException("labels that were read before", e);
            }
            labels.order();
            return labels;
        }
    }

    private final int mask;
    private final AtomicReferenceArray<@Nullable Entry> entries;
    private final AtomicInteger newcomers = new AtomicInteger();

    /// @param sets a power of two
    KnownSeries(int sets) {
        mask = sets - 1;
        entries = new AtomicReferenceArray<>(sets * PLACES);
    }

    static long hash(byte[] data, int start, int end) {
        return XxHash64JavaHasher.hash(data, start, end - start, 0);
    }

    /// The series whose labels were sent in just these bytes.
    @Nullable Entry find(long hash, byte[] data, int start, int end) {
        int first = first(hash);
        for (int i = first; i < first + PLACES; i++) {
            Entry entry = entries.getPlain(i);
            if (entry != null
                    && entry.hash == hash
                    && Arrays.equals(entry.sent, 0, entry.sent.length, data, start, end)) {
                return entry;
            }
        }
        return null;
    }

    /// Whether labels of so many bytes are kept.
    static boolean takes(int bytes) {
        return bytes <= MAX_SENT_BYTES;
    }

    void add(Entry entry) {
        int first = first(entry.hash);
        for (int i = first; i < first + PLACES; i++) {
            if (entries.compareAndSet(i, null, entry)) {
                return;
            }
        }
        if (newcomers.incrementAndGet() % ACCEPTED_ONE_IN == 0) {
            entries.set(first + (int) (entry.hash >>> 62), entry);
        }
    }

    private int first(long hash) {
        return ((int) hash & mask) * PLACES;
    }
}
