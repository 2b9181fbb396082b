package dev.trine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.self.MetricRegistry;
import dev.trine.storage.disk.SimulatedDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogTrimTest {
    private static final Path FOLDER = Path.of("/data");
    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final RandomBatches batches = new RandomBatches(7);

    /// Of logs and metrics there is nothing, so no part covers them.
    @Test
    void whatWasTrimmedOfTheOnlySignalIsNotMissedLater() throws Exception {
        List<String> before;
        MetricRegistry registry = new MetricRegistry();
        DiskEngine engine = open(registry);
        try {
            for (int i = 0; i < 40; i++) {
                engine.append(batches.spans(20));
            }
            engine.flush();
            engine.append(batches.spans(20));
            before = Stored.rows(engine.stores());
            assertThat(disk.list(FOLDER.resolve("wal"))).hasSizeLessThan(3);
        } finally {
            engine.stopWork();
            engine.close();
        }
        MetricRegistry again = new MetricRegistry();
        DiskEngine reopened = open(again);
        try {
            assertThat(Stored.rows(reopened.stores())).containsExactlyInAnyOrderElementsOf(before);
            assertThat(again.exposition()).contains("trine_wal_missing_bytes_total 0\n");
        } finally {
            reopened.stopWork();
            reopened.close();
        }
    }

    private DiskEngine open(MetricRegistry registry) throws StorageOpenException {
        StorageOptions options =
                new StorageOptions(
                        FOLDER,
                        StorageOptions.Mode.DISK,
                        StorageOptions.Ack.SYNCED,
                        Optional.empty(),
                        Optional.empty());
        StorageLimits limits =
                new StorageLimits(
                        1 << 20, 4 << 20, Duration.ofMinutes(10), 20, 1 << 14, 1 << 20, 4 << 20, 0);
        return Storage.openOnDisk(disk, options, limits, new ManualClock(), registry);
    }
}
