package dev.trine.ingest;

import dev.trine.model.BytesColumn;
import dev.trine.model.Clock;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import io.airlift.compress.v3.xxhash.XxHash64JavaHasher;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The metric names in use, as many as may be. Safe for use by many threads; senders of new names at
/// the same moment may exceed the limit by their number.
final class MetricNames {
    /// One hour: longer than any sender's interval.
    static final long FORGOTTEN_NANOS = 3_600_000_000_000L;

    private static final long LOOK_NANOS = 1_000_000_000;
    private static final int NAME = 1 << 3 | ProtoReader.BYTES;

    private final int limit;
    private final Clock clock;
    private final long seed;
    private final ConcurrentHashMap<String, MetricUse> uses = new ConcurrentHashMap<>();

    /// When all names may next be looked through for those to forget. Not at every name too many: a
    /// sender that has gone wrong brings a hundred thousand of them in one request.
    private final AtomicLong nextLookNanos;

    /// @param seed of the hashes of names
    MetricNames(int limit, Clock clock, long seed) {
        this.limit = limit;
        this.clock = clock;
        this.seed = seed;
        this.nextLookNanos = new AtomicLong(clock.monotonicNanos());
    }

    int size() {
        return uses.size();
    }

    Collection<MetricUse> all() {
        return uses.values();
    }

    /// The names of all metrics of a table, by row; null where a name is one too many.
    @Nullable MetricUse[] admit(BytesColumn metrics) {
        long now = clock.monotonicNanos();
        @Nullable MetricUse[] admitted = new @Nullable MetricUse[metrics.size()];
        for (int i = 0; i < admitted.length; i++) {
            admitted[i] = admit(name(metrics, i), now);
        }
        return admitted;
    }

    private @Nullable MetricUse admit(String name, long now) {
        MetricUse use = uses.get(name);
        if (use == null) {
            if (uses.size() >= limit && !forgetSome(now)) {
                return null;
            }
            use = uses.computeIfAbsent(name, added -> new MetricUse(added, hash(added), now));
        }
        use.seen(now);
        return use;
    }

    private long hash(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return XxHash64JavaHasher.hash(bytes, 0, bytes.length, seed);
    }

    /// Forgets the names that were not sent for long, unless that was tried a moment ago.
    ///
    /// @return whether there were any
    private boolean forgetSome(long now) {
        long next = nextLookNanos.get();
        if (now - next < 0 || !nextLookNanos.compareAndSet(next, now + LOOK_NANOS)) {
            return false;
        }
        return uses.values().removeIf(use -> now - use.lastSeenNanos > FORGOTTEN_NANOS);
    }

    private static String name(BytesColumn metrics, int row) {
        ProtoReader in = new ProtoReader(metrics.data(), metrics.start(row), metrics.end(row));
        try {
            while (in.more()) {
                int tag = in.tag();
                if (tag == NAME) {
                    int length = in.bytes();
                    return new String(
                            in.data(), in.position() - length, length, StandardCharsets.UTF_8);
                }
                in.skip(tag);
            }
            return "";
        } catch (MalformedException malformed) {
            throw new IllegalArgumentException("a batch with a malformed metric", malformed);
        }
    }
}
