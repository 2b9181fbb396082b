package dev.trine.ingest;

import dev.trine.model.Clock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The series in use, as many as may be: a table of 64-bit words with open addressing, each 56 bits of
/// a series' hash and 8 bits that tell when it was last sent. Two series with the same 56 bits count as
/// one: of a million series, that happens to one pair in seventy thousand processes.
///
/// Who sends a known series reads one word and takes no lock. New ones are added under a lock.
/// Memory is 12 bytes a slot with at least half of the slots free: 24 to 48 bytes a series.
///
/// Time is counted in epochs of ten minutes. A series is forgotten when it was not sent for six whole
/// epochs, so after 60 to 70 minutes; they are looked through once an epoch, and when there is no room,
/// at most once a second. A mark that is set while the table is rebuilt may be lost: the series then is
/// forgotten early, and is new when it comes again.
final class SeriesUse {
    static final long EPOCH_NANOS = 600_000_000_000L;
    private static final int KEPT_EPOCHS = 6;
    private static final long LOOK_NANOS = 1_000_000_000;
    private static final long EPOCH_BITS = 0xFF;
    private static final int FIRST_SLOTS = 1 << 12;
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    /// What became of a series.
    enum Admission {
        TAKEN,
        TOO_MANY_OF_METRIC,
        TOO_MANY
    }

    /// @param words 0 = free; read without the lock
    /// @param metrics whose series is in the slot; read and written under the lock
    private record Table(long[] words, MetricUse[] metrics) {
        Table(int slots) {
            this(new long[slots], new MetricUse[slots]);
        }

        int slotOf(long hash) {
            return (int) (hash >>> 8) & words.length - 1;
        }
    }

    private final int limit;
    private final int limitOfMetric;
    private final Clock clock;
    private final long startNanos;
    private volatile Table table = new Table(FIRST_SLOTS);

    /// Slots in use; written under the lock.
    private volatile int size;

    /// The latest epoch in which the table was looked through; written under the lock.
    private volatile long sweptEpoch;

    private long nextLookNanos;

    SeriesUse(int limit, int limitOfMetric, Clock clock) {
        this.limit = limit;
        this.limitOfMetric = limitOfMetric;
        this.clock = clock;
        this.startNanos = clock.monotonicNanos();
        this.nextLookNanos = startNanos;
    }

    int size() {
        return size;
    }

    /// The epoch it is; forgets what has become old when it is a new one.
    long epoch() {
        long epoch = (clock.monotonicNanos() - startNanos) / EPOCH_NANOS;
        if (epoch != sweptEpoch) {
            sweepOnce(epoch);
        }
        return epoch;
    }

    /// Takes a series in, or refuses it.
    ///
    /// @param epoch of [#epoch]
    Admission admit(long hash, MetricUse metric, long epoch) {
        return isKnown(table, hash, epoch) ? Admission.TAKEN : add(hash, metric, epoch);
    }

    /// Whether the series is there; marks it as sent.
    private static boolean isKnown(Table table, long hash, long epoch) {
        long wanted = word(hash, epoch);
        long[] words = table.words;
        int slot = table.slotOf(hash);
        while (true) {
            long word = (long) WORD.getOpaque(words, slot);
            if (word == wanted) {
                return true;
            }
            if (((word ^ wanted) & ~EPOCH_BITS) == 0) {
                WORD.setOpaque(words, slot, wanted);
                return true;
            }
            if (word == 0) {
                return false;
            }
            slot = slot + 1 & words.length - 1;
        }
    }

    /// Never 0, which is a free slot.
    private static long word(long hash, long epoch) {
        long high = hash & ~EPOCH_BITS;
        return (high == 0 ? EPOCH_BITS + 1 : high) | (epoch & EPOCH_BITS);
    }

    private synchronized Admission add(long hash, MetricUse metric, long epoch) {
        if (isKnown(table, hash, epoch)) {
            return Admission.TAKEN;
        }
        if (metric.series.get() >= limitOfMetric || size >= limit) {
            forgetSome(epoch);
        }
        if (metric.series.get() >= limitOfMetric) {
            return Admission.TOO_MANY_OF_METRIC;
        }
        if (size >= limit) {
            return Admission.TOO_MANY;
        }
        if (2 * (size + 1) > table.words.length) {
            rebuild(Math.multiplyExact(table.words.length, 2), epoch);
        }
        put(table, word(hash, epoch), metric);
        metric.series.incrementAndGet();
        size++;
        return Admission.TAKEN;
    }

    private static void put(Table to, long word, MetricUse metric) {
        int slot = to.slotOf(word);
        while (to.words[slot] != 0) {
            slot = slot + 1 & to.words.length - 1;
        }
        to.metrics[slot] = metric;
        WORD.setRelease(to.words, slot, word);
    }

    private synchronized void sweepOnce(long epoch) {
        if (epoch != sweptEpoch) {
            rebuild(table.words.length, epoch);
        }
    }

    private void forgetSome(long epoch) {
        long now = clock.monotonicNanos();
        if (now - nextLookNanos >= 0) {
            nextLookNanos = now + LOOK_NANOS;
            rebuild(table.words.length, epoch);
        }
    }

    /// Copies the table without what is old. When nothing was sent for so long that nothing was looked
    /// through either, all of it is.
    private void rebuild(int slots, long epoch) {
        Table from = table;
        Table to = new Table(slots);
        boolean allOld = epoch - sweptEpoch > KEPT_EPOCHS;
        int kept = 0;
        for (int slot = 0; slot < from.words.length; slot++) {
            long word = (long) WORD.getOpaque(from.words, slot);
            if (word == 0) {
                continue;
            }
            if (allOld || (epoch - word & EPOCH_BITS) > KEPT_EPOCHS) {
                from.metrics[slot].series.decrementAndGet();
            } else {
                put(to, word, from.metrics[slot]);
                kept++;
            }
        }
        table = to;
        size = kept;
        sweptEpoch = epoch;
    }
}
