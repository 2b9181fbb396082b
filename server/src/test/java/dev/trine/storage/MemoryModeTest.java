package dev.trine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.Batch;
import dev.trine.model.Signal;
import dev.trine.self.MetricRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryModeTest {
    private static final Path UNTOUCHED = Path.of("/nowhere/that/could/be/made");
    private final ManualClock clock = new ManualClock();

    @Test
    void memoryStaysBelowTheBoundAndTheNewestRowsStay() throws Exception {
        long bound = 8L << 20;
        MemoryEngine engine = engine(Optional.of(bound), Optional.empty());
        RandomBatches batches = new RandomBatches(1);
        List<Long> appended = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            Batch batch = batches.next(1 + i % 60);
            appended.addAll(RowDigest.of(batch));
            engine.append(batch);
            assertThat(engine.stats().headBytes()).isLessThan(bound + bound / 4);
        }
        Set<Long> stored = new HashSet<>(Stored.digests(engine.stores()));
        assertThat(stored).hasSizeBetween(1_000, appended.size() - 1);
        assertThat(stored).containsAll(appended.subList(appended.size() - 200, appended.size()));
        assertThat(new HashSet<>(appended).containsAll(stored)).isTrue();
        long evicted = 0;
        for (StorageStats.SignalStats stats : engine.stats().signals().values()) {
            evicted += stats.evictedRows();
        }
        assertThat(evicted + stored.size()).isEqualTo(appended.size());
    }

    @Test
    void oldRowsGo() throws Exception {
        MemoryEngine engine = engine(Optional.empty(), Optional.of(Duration.ofMinutes(16)));
        RandomBatches batches = new RandomBatches(2);
        engine.append(batches.logs(10));
        engine.maintain();
        assertThat(rows(engine)).isEqualTo(10);
        clock.advance(Duration.ofMinutes(2).toNanos());
        engine.maintain();
        assertThat(rows(engine)).isEqualTo(10);
        clock.advance(Duration.ofMinutes(30).toNanos());
        engine.maintain();
        assertThat(rows(engine)).isZero();
    }

    @Test
    void noFileIsTouched() throws Exception {
        StorageOptions options = options(Optional.empty(), Optional.empty());
        try (Storage storage = Storage.open(options, clock, new MetricRegistry())) {
            storage.append(new RandomBatches(3).spans(10));
            storage.flush();
            assertThat(storage.stats().signals().get(Signal.TRACES).rows()).isEqualTo(10);
            assertThat(Stored.rows(storage)).hasSize(10);
        }
        assertThat(UNTOUCHED).doesNotExist();
    }

    private static long rows(Engine engine) {
        return engine.stats().signals().get(Signal.LOGS).rows();
    }

    private MemoryEngine engine(Optional<Long> bytes, Optional<Duration> time) {
        return new MemoryEngine(options(bytes, time), clock, new MetricRegistry(), 512L << 20);
    }

    private static StorageOptions options(Optional<Long> bytes, Optional<Duration> time) {
        return new StorageOptions(
                UNTOUCHED, StorageOptions.Mode.MEMORY, StorageOptions.Ack.SYNCED, bytes, time);
    }
}
