package dev.trine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.self.MetricRegistry;
import dev.trine.storage.disk.SimulatedDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A data folder in which a byte has flipped or a file was cut off: it always opens, serves nothing
/// that was not stored and no row twice, and what is missing was counted.
class DamagedFolderTest {
    private static final Path FOLDER = Path.of("/data");
    private static final Logger LOG = Logger.getLogger("dev.trine.storage");

    private final Map<Path, byte[]> files = new TreeMap<>();
    private final Set<Long> stored = new HashSet<>();

    @BeforeAll
    static void keepQuiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(null);
    }

    @Test
    void damageIsNeverServed() throws Exception {
        sweep(1, 200);
    }

    @Test
    @Tag("slow")
    void damageIsNeverServedInManyPlaces() throws Exception {
        sweep(2, Integer.getInteger("trine.damage.places", 500));
    }

    private void sweep(long seed, int places) throws Exception {
        fill();
        Random random = new Random(seed);
        for (Path file : files.keySet()) {
            String name = file.toString();
            if (name.endsWith(".part") || name.endsWith(".wal") || name.endsWith("manifest")) {
                for (int i = 0; i < places / 4; i++) {
                    damage(file, random);
                }
            }
        }
    }

    /// A part of each signal, rows in the log, a manifest.
    private void fill() throws Exception {
        SimulatedDisk disk = new SimulatedDisk(new Random(1));
        DiskEngine engine = open(disk);
        RandomBatches batches = new RandomBatches(5);
        for (int i = 0; i < 12; i++) {
            engine.append(batches.next(10));
        }
        engine.flush();
        for (int i = 0; i < 6; i++) {
            engine.append(batches.next(10));
        }
        stored.addAll(Stored.digests(engine.stores()));
        engine.close();
        for (Path file : disk.files()) {
            files.put(file, disk.bytes(file));
        }
        assertThat(stored).hasSize(180);
    }

    private void damage(Path file, Random random) throws Exception {
        byte[] bytes = files.get(file).clone();
        int at = random.nextInt(bytes.length);
        boolean cut = random.nextInt(5) == 0;
        int bit = random.nextInt(8);
        SimulatedDisk disk = new SimulatedDisk(new Random(at));
        files.forEach(disk::adopt);
        bytes[at] ^= (byte) (1 << bit);
        disk.adopt(file, cut ? Arrays.copyOf(bytes, at) : bytes);
        String where = file + (cut ? " cut at " : " bit " + bit + " of byte ") + at;
        DiskEngine engine = open(disk);
        try {
            List<Long> rows = Stored.digests(engine.stores());
            Set<Long> found = new HashSet<>(rows);
            assertThat(rows).as(where).hasSize(found.size());
            assertThat(stored.containsAll(found)).as(where).isTrue();
            long lost = stored.size() - found.size();
            StorageStats stats = engine.stats();
            boolean counted = stats.quarantinedBytes() > 0 || stats.walTruncatedBytes() > 0;
            assertThat(lost == 0 || counted || cut && file.toString().endsWith(".wal"))
                    .as("%s: %d rows lost uncounted", where, lost)
                    .isTrue();
        } finally {
            engine.close();
        }
    }

    private static DiskEngine open(SimulatedDisk disk) throws StorageOpenException {
        StorageOptions options =
                new StorageOptions(
                        FOLDER,
                        StorageOptions.Mode.DISK,
                        StorageOptions.Ack.SYNCED,
                        Optional.empty(),
                        Optional.empty());
        StorageLimits limits =
                new StorageLimits(
                        1 << 20, 4 << 20, Duration.ofMinutes(10), 50, 65_536, 262_144, 1 << 20, 0);
        return Storage.openOnDisk(disk, options, limits, new ManualClock(), new MetricRegistry());
    }
}
