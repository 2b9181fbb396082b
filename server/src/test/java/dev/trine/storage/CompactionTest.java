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

class CompactionTest {
    private static final Path FOLDER = Path.of("/data");
    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final RandomBatches batches = new RandomBatches(7);
    private final ManualClock clock = new ManualClock();

    @Test
    void manySmallPartsBecomeFewWithTheSameRows() throws Exception {
        List<String> before;
        try (Engines engine = new Engines()) {
            for (int part = 0; part < 9; part++) {
                engine.appendAndSeal();
            }
            assertThat(parts()).hasSize(27);
            before = Stored.rows(engine.storage.stores());
            engine.storage.maintain();
            assertThat(Stored.rows(engine.storage.stores()))
                    .containsExactlyInAnyOrderElementsOf(before);
            assertThat(parts()).hasSize(3);
        }
        try (Engines again = new Engines()) {
            assertThat(Stored.rows(again.storage.stores()))
                    .containsExactlyInAnyOrderElementsOf(before);
            assertThat(again.registry.exposition()).contains("trine_storage_merged_rows_total 0\n");
        }
    }

    @Test
    void threePartsAreLeftAsTheyAre() throws Exception {
        try (Engines engine = new Engines()) {
            for (int part = 0; part < 3; part++) {
                engine.appendAndSeal();
            }
            List<String> before = parts();
            engine.storage.maintain();
            assertThat(parts()).isEqualTo(before);
        }
    }

    @Test
    void scansUnderWayGoOnReadingWhatWasMerged() throws Exception {
        try (Engines engine = new Engines()) {
            for (int part = 0; part < 4; part++) {
                engine.appendAndSeal();
            }
            List<String> before = Stored.spans(engine.storage.stores(), () -> {});
            List<String> during = Stored.spans(engine.storage.stores(), engine.storage::maintain);
            assertThat(parts()).hasSize(3);
            assertThat(during).containsExactlyInAnyOrderElementsOf(before);
        }
    }

    @Test
    void aDamagedPartStaysAndWhatItHoldsIsCounted() throws Exception {
        try (Engines engine = new Engines()) {
            for (int part = 0; part < 4; part++) {
                engine.appendAndSeal();
            }
        }
        String damaged =
                parts().stream().filter(name -> name.contains("logs")).findFirst().orElseThrow();
        byte[] bytes = disk.bytes(FOLDER.resolve("parts").resolve(damaged));
        bytes[40] ^= 1;
        disk.adopt(FOLDER.resolve("parts").resolve(damaged), bytes);
        try (Engines engine = new Engines()) {
            List<String> before = Stored.rows(engine.storage.stores());
            engine.storage.maintain();
            engine.storage.maintain();
            assertThat(parts()).contains(damaged).hasSize(6);
            assertThat(Stored.rows(engine.storage.stores()))
                    .containsExactlyInAnyOrderElementsOf(before);
            assertThat(engine.registry.exposition())
                    .contains("trine_storage_damaged_blocks_total 1\n");
        }
    }

    /// The manifest is the only one to know what was merged; without it the parts speak for themselves.
    @Test
    void aLostManifestLosesNoMergedPart() throws Exception {
        List<String> before;
        try (Engines engine = new Engines()) {
            for (int part = 0; part < 5; part++) {
                engine.appendAndSeal();
            }
            engine.storage.maintain();
            engine.appendAndSeal();
            before = Stored.rows(engine.storage.stores());
        }
        disk.adopt(FOLDER.resolve("manifest"), new byte[] {1, 2, 3});
        try (Engines engine = new Engines()) {
            assertThat(Stored.rows(engine.storage.stores()))
                    .containsExactlyInAnyOrderElementsOf(before);
        }
    }

    @Test
    void partsFarApartInTimeAreNotPutTogether() throws Exception {
        Compaction compaction =
                Compaction.of(
                        new StorageOptions(
                                FOLDER,
                                StorageOptions.Mode.DISK,
                                StorageOptions.Ack.SYNCED,
                                Optional.of(64L << 20),
                                Optional.of(Duration.ofHours(16))));
        assertThat(compaction.maxSpanNanos()).isEqualTo(Duration.ofHours(2).toNanos());
        assertThat(compaction.maxBytes()).isEqualTo(2L << 20);
    }

    private List<String> parts() throws Exception {
        return disk.list(FOLDER.resolve("parts")).stream().sorted().toList();
    }

    private final class Engines implements AutoCloseable {
        final MetricRegistry registry = new MetricRegistry();
        final DiskEngine storage;

        Engines() throws StorageOpenException {
            StorageOptions options =
                    new StorageOptions(
                            FOLDER,
                            StorageOptions.Mode.DISK,
                            StorageOptions.Ack.SYNCED,
                            Optional.empty(),
                            Optional.empty());
            StorageLimits limits =
                    new StorageLimits(
                            1 << 20,
                            4 << 20,
                            Duration.ofMinutes(10),
                            20,
                            1 << 16,
                            1 << 20,
                            4 << 20,
                            0);
            storage = Storage.openOnDisk(disk, options, limits, clock, registry);
        }

        /// A part of each signal.
        void appendAndSeal() throws Exception {
            storage.append(batches.spans(20));
            storage.append(batches.logs(20));
            storage.append(batches.metrics(20));
            storage.flush();
        }

        @Override
        public void close() {
            storage.stopWork();
            storage.close();
        }
    }
}
