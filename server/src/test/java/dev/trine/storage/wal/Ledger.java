package dev.trine.storage.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.Batch;
import dev.trine.model.Signal;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// What a client knows of every batch it ever sent, and the judge of what a start brings back. A
/// batch carries its number in the last entry of its resources.
final class Ledger {
    /// What the client was told.
    enum State {
        SENT,
        ACKNOWLEDGED,
        /// Acknowledged, and a power cut may still take it, as agreed.
        AT_RISK,
        REFUSED,
        /// Refused, and a later one was acknowledged: must never be seen again.
        GONE
    }

    private static final class Entry {
        final Signal signal;
        final int content;
        State state = State.SENT;
        long position;

        Entry(Batch batch) {
            signal = batch.signal();
            content = RandomBatches.content(batch).hashCode();
        }
    }

    private final Map<Long, Entry> entries = new LinkedHashMap<>();
    private long nextId;

    Batch send(RandomGenerator random) {
        Batch batch = RandomBatches.next(random, random.nextInt(1, 1 + random.nextInt(1, 40)));
        batch.resources().append(ByteBuffer.allocate(8).putLong(nextId).array());
        entries.put(nextId++, new Entry(batch));
        return batch;
    }

    static long id(Batch batch) {
        byte[] id = batch.resources().copy(batch.resources().size() - 1);
        return id.length == 8 ? ByteBuffer.wrap(id).getLong() : -1;
    }

    void acknowledged(Batch batch, long position, State state) {
        for (Entry entry : entries.values()) {
            if (entry.state == State.REFUSED) {
                entry.state = State.GONE;
            }
        }
        Entry entry = entry(batch);
        entry.state = state;
        entry.position = position;
    }

    void refused(Batch batch) {
        entry(batch).state = State.REFUSED;
    }

    /// What was at risk is safe now.
    void synced() {
        for (Entry entry : entries.values()) {
            if (entry.state == State.AT_RISK) {
                entry.state = State.ACKNOWLEDGED;
            }
        }
    }

    /// What was at risk may be lost, and may be found.
    void lostAtRisk() {
        for (Entry entry : entries.values()) {
            if (entry.state == State.AT_RISK) {
                entry.state = State.SENT;
            }
        }
    }

    long count(State state) {
        return entries.values().stream().filter(entry -> entry.state == state).count();
    }

    private Entry entry(Batch batch) {
        return entries.get(id(batch));
    }

    /// Takes what a start brings back, and judges it.
    final class Replayed implements CommitListener {
        private final CoveredPositions covered;
        private final Map<Long, Long> seen = new LinkedHashMap<>();
        private long last;

        Replayed(CoveredPositions covered) {
            this.covered = covered;
        }

        @Override
        public void committed(Batch batch, long position) {
            long id = id(batch);
            Entry entry = entries.get(id);
            assertThat(entry).as("batch %d was sent", id).isNotNull();
            assertThat(RandomBatches.content(batch).hashCode())
                    .as("content of %d", id)
                    .isEqualTo(entry.content);
            assertThat(entry.state).as("state of %d", id).isNotEqualTo(State.GONE);
            assertThat(position).as("position of %d", id).isGreaterThan(last);
            assertThat(position).as("position of %d", id).isGreaterThan(covered.of(batch.signal()));
            assertThat(seen.put(id, position)).as("%d seen before", id).isNull();
            last = position;
        }

        /// Judges what is missing. What was found is there to stay.
        void judge() {
            entries.forEach((id, entry) -> {
                Long position = seen.get(id);
                if (position != null) {
                    entry.state = State.ACKNOWLEDGED;
                    entry.position = position;
                } else if (entry.state == State.ACKNOWLEDGED) {
                    assertThat(entry.position)
                            .as("position of acknowledged %d, which is lost", id)
                            .isLessThanOrEqualTo(covered.of(entry.signal));
                } else {
                    entry.state = State.GONE;
                }
            });
        }

        int size() {
            return seen.size();
        }
    }

    /// A position up to which some of a signal's batches are safe elsewhere.
    long somePosition(RandomGenerator random, Signal signal, long from) {
        long position = from;
        for (Entry entry : entries.values()) {
            if (entry.signal == signal
                    && entry.state == State.ACKNOWLEDGED
                    && entry.position > position
                    && random.nextInt(3) > 0) {
                position = entry.position;
            }
        }
        return position;
    }
}
