package dev.trine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.self.MetricRegistry;
import dev.trine.storage.disk.RealDisk;
import dev.trine.storage.inspect.CheckProgress;
import dev.trine.storage.inspect.FolderCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Parts merged block by block, on a real disk, and checked by what `trine verify` checks.
class StreamedCompactionTest {
    @TempDir private Path folder;

    private final RandomBatches batches = new RandomBatches(99);
    private final ManualClock clock = new ManualClock();

    @Test
    void mergedPartsHoldTheSameRowsInOrder() throws Exception {
        List<String> before;
        try (Engines engine = new Engines()) {
            for (int part = 0; part < 5; part++) {
                for (int batch = 0; batch < 4; batch++) {
                    engine.storage.append(batches.spans(1500));
                    engine.storage.append(batches.logs(1500));
                    engine.storage.append(batches.metrics(1500));
                }
                engine.storage.flush();
            }
            before = Stored.rows(engine.storage.stores());
            assertThat(parts()).isEqualTo(15);
            int merges = 0;
            while (engine.storage.compact()) {
                merges++;
            }
            assertThat(merges).isEqualTo(3);
            assertThat(parts()).isEqualTo(3);
            assertThat(Stored.rows(engine.storage.stores()))
                    .containsExactlyInAnyOrderElementsOf(before);
        }
        FolderCheck.Result check = FolderCheck.run(folder, new Silence());
        assertThat(check.findings()).isEmpty();
        assertThat(check.rows()).isEqualTo(before.size());
        try (Engines again = new Engines()) {
            assertThat(Stored.rows(again.storage.stores()))
                    .containsExactlyInAnyOrderElementsOf(before);
        }
    }

    private static final class Silence implements CheckProgress {
        @Override
        public void total(long bytes) {}

        @Override
        public void advance(long bytes) {}
    }

    private long parts() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("parts"))) {
            return files.count();
        }
    }

    private final class Engines implements AutoCloseable {
        final DiskEngine storage;

        Engines() throws Exception {
            StorageOptions options =
                    new StorageOptions(
                            folder,
                            StorageOptions.Mode.DISK,
                            StorageOptions.Ack.WRITTEN,
                            Optional.empty(),
                            Optional.empty());
            StorageLimits limits =
                    new StorageLimits(
                            256 << 20,
                            512 << 20,
                            Duration.ofDays(1),
                            20,
                            16 << 20,
                            64 << 20,
                            256 << 20,
                            0);
            storage =
                    Storage.openOnDisk(
                            new RealDisk(), options, limits, clock, new MetricRegistry());
        }

        @Override
        public void close() {
            storage.stopWork();
            storage.close();
        }
    }
}
