package dev.trine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.Batch;
import dev.trine.model.MetricBatch;
import dev.trine.model.TimeRange;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.disk.SimulatedCrash;
import dev.trine.storage.disk.SimulatedDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Lives of a data folder on a disk that keeps no more than it promises: appends, seals, trims and
/// evictions, ended by a crash at any call, by failing calls or a full disk, again and again. After
/// every start, all that was acknowledged is there once, and nothing else is.
///
/// A failure names its seed. `-Dtrine.simulation.seeds=N` runs N seeds in the slow lane instead of
/// 400, `-Dtrine.simulation.seed=N` starts them there: alone, it runs that one.
class StorageSimulationTest {
    private static final Path FOLDER = Path.of("/data");

    /// Held here, since a logger that nobody holds forgets its level.
    private static final Logger LOG = Logger.getLogger("dev.trine.storage");

    @BeforeAll
    static void keepQuiet() {
        LOG.setLevel(Level.OFF);
        // The log's own thread meets the crash, too, and ends with it.
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            if (!(e instanceof SimulatedCrash)) {
                LOG.log(Level.SEVERE, e, thread::getName);
            }
        });
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(null);
        Thread.setDefaultUncaughtExceptionHandler(null);
    }

    @Test
    void nothingAcknowledgedIsLostOrDoubled() throws Exception {
        run(0, 300, false);
    }

    /// What was deleted stays away whatever happens, and nothing else goes with it.
    @Test
    void deletedRowsStayAway() throws Exception {
        run(3_000_000, 200, true);
    }

    /// A part found without a name in the manifest was named there before its own name was synced.
    @Test
    void aPartTakenOnAtTheStartOutlivesAPowerCut() throws Exception {
        run(1_000_369, 1, false);
    }

    /// With parts merged block by block, which needs many that nobody else merges.
    @Test
    void nothingIsLostOrDoubledByMergingBlockByBlock() throws Exception {
        run(5_000_000, 100, false, true);
        run(6_000_000, 100, true, true);
    }

    @Test
    @Tag("slow")
    void nothingIsLostOrDoubledByMergingBlockByBlockInManyLives() throws Exception {
        int seeds = Integer.getInteger("trine.simulation.seeds", 200);
        run(7_000_000, seeds, false, true);
        run(8_000_000, seeds, true, true);
    }

    @Test
    @Tag("slow")
    void nothingAcknowledgedIsLostOrDoubledInManyLives() throws Exception {
        Long first = Long.getLong("trine.simulation.seed");
        int seeds = Integer.getInteger("trine.simulation.seeds", first == null ? 400 : 1);
        run(first == null ? 1_000_000 : first, seeds, false);
        run(first == null ? 3_000_000 : first, seeds, true);
    }

    /// Whatever way a life ends, its threads end with it.
    @Test
    void noThreadOutlivesItsEngine() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        run(2_000_000, 20, false);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread))
                .noneMatch(thread -> thread.getName().startsWith("trine-wal"));
    }

    private static void run(long firstSeed, int seeds, boolean deletes) throws Exception {
        run(firstSeed, seeds, deletes, false);
    }

    private static void run(long firstSeed, int seeds, boolean deletes, boolean compacting)
            throws Exception {
        long acknowledged = 0;
        long crashes = 0;
        long merged = 0;
        long deleted = 0;
        long compactions = 0;
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            Lives lives = new Lives(seed, deletes, compacting);
            try {
                lives.run();
            } catch (AssertionError | Exception e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
            acknowledged += lives.acknowledged.size();
            crashes += lives.crashes;
            merged += lives.deleted.merged();
            deleted += lives.deletedRows;
            compactions += lives.compactions;
        }
        System.out.printf(
                "simulated %d seeds from %d: %d rows acknowledged, %d crashes, %d parts merged, %d"
                        + " rows deleted, 0"
                        + " lost, 0 phantom, 0 doubled%n",
                seeds, firstSeed, acknowledged, crashes, merged, deleted);
        // A merge under way is given up when rows of its inputs are deleted.
        int perCompaction = deletes ? 40 : 10;
        assertThat(compactions).isGreaterThanOrEqualTo(compacting ? seeds / perCompaction : 0);
        assertThat(merged).isGreaterThanOrEqualTo(seeds / 4);
        assertThat(crashes).isGreaterThanOrEqualTo(seeds / 2);
        assertThat(deleted).isGreaterThanOrEqualTo(deletes ? seeds : 0);
    }

    /// One data folder from its first life to its last.
    private static final class Lives {
        final Set<Long> acknowledged = new HashSet<>();
        private final Set<Long> attempted = new HashSet<>();
        private final Random random;
        private final Random choices;
        private final boolean deletes;
        private final RandomBatches batches;
        private final ManualClock clock = new ManualClock();
        private final Optional<Long> retentionBytes;
        private SimulatedDisk disk;
        private final DeletedRows deleted = new DeletedRows();

        /// Whether calls are made to fail; only then may a folder not open, which a full disk has to.
        private boolean callsFail;

        /// Whether a part may go that no other one replaces.
        private boolean mayEvict;

        private final boolean compacting;

        /// Merges block by block.
        int compactions;

        int crashes;
        long deletedRows;

        Lives(long seed, boolean deletes, boolean compacting) {
            this.compacting = compacting;
            this.deletes = deletes;
            choices = new Random(seed ^ 0x5DEECE66DL);
            random = new Random(seed);
            batches = new RandomBatches(seed);
            disk = new SimulatedDisk(new Random(~seed));
            disk.watchDeletions(deleted);
            retentionBytes =
                    random.nextInt(4) == 0
                            ? Optional.of(30_000L + random.nextInt(100_000))
                            : Optional.empty();
            mayEvict = retentionBytes.isPresent();
        }

        void run() throws Exception {
            int lives = 2 + random.nextInt(4);
            for (int life = 0; life < lives; life++) {
                boolean last = life == lives - 1;
                if (!last) {
                    trouble();
                }
                try {
                    live(last);
                } catch (SimulatedCrash e) {
                    crashes++;
                }
                disk = random.nextBoolean() ? disk.afterPowerCut() : disk.afterKill();
                disk.capacity(Long.MAX_VALUE);
                callsFail = false;
            }
        }

        private void trouble() {
            long next = disk.calls() + 1;
            switch (random.nextInt(5)) {
                case 0 -> {
                    callsFail = true;
                    long from = next + random.nextInt(120);
                    disk.failAt(from, from + random.nextInt(10), SimulatedDisk.Failure.IO_ERROR);
                    disk.crashAt(from + 10 + random.nextInt(60));
                }
                case 1 -> {
                    mayEvict = true;
                    disk.capacity(random.nextInt(500_000));
                }
                default -> disk.crashAt(next + random.nextInt(random.nextBoolean() ? 30 : 200));
            }
        }

        private void live(boolean last) throws Exception {
            DiskEngine engine;
            try {
                engine = open();
            } catch (StorageOpenException e) {
                if (!callsFail) {
                    throw e;
                }
                crash();
                return;
            }
            try {
                if (last) {
                    check(engine);
                }
                steps(engine, last);
                check(engine);
                if (random.nextBoolean()) {
                    end(engine);
                }
            } finally {
                crash();
                end(engine);
            }
        }

        private void crash() {
            disk.crash();
        }

        /// Ends the threads and mappings of a life, after a crash, too: nobody else would.
        private static void end(DiskEngine engine) {
            engine.stopWork();
            engine.close();
        }

        private DiskEngine open() throws StorageOpenException {
            StorageOptions options =
                    new StorageOptions(
                            FOLDER,
                            StorageOptions.Mode.DISK,
                            StorageOptions.Ack.SYNCED,
                            retentionBytes,
                            Optional.empty());
            StorageLimits limits =
                    new StorageLimits(
                            60_000,
                            400_000,
                            Duration.ofMinutes(10),
                            20,
                            16_384,
                            65_536,
                            262_144,
                            0);
            return Storage.openOnDisk(disk, options, limits, clock, new MetricRegistry());
        }

        private void steps(DiskEngine engine, boolean last) throws InterruptedException {
            for (int left = last ? 5 : random.nextInt(40); left > 0; left--) {
                if (deletes && choices.nextInt(8) == 0) {
                    delete(engine);
                }
                switch (random.nextInt(8)) {
                    case 0 -> {
                        if (compacting && random.nextBoolean()) {
                            while (engine.compact()) {
                                compactions++;
                            }
                        }
                        engine.maintain();
                    }
                    case 1 -> flush(engine);
                    case 2 -> clock.advance(random.nextInt(300) * 1_000_000_000L);
                    default -> append(engine);
                }
            }
        }

        /// Deletes some series, or cleans. What is not told to be deleted may be deleted or not.
        private void delete(DiskEngine engine) {
            try {
                if (choices.nextInt(3) == 0) {
                    engine.cleanDeleted();
                    return;
                }
                int share = 2 + choices.nextInt(6);
                Set<Long> doomed = new HashSet<>();
                engine.stores()
                        .metrics()
                        .scan(
                                new ScanRequest(
                                        TimeRange.ALL,
                                        MetricBatch.SCHEMA.all(),
                                        ScanRequest.Order.ANY),
                                (batch, _, _) -> doomed(batch, share, doomed));
                acknowledged.removeAll(doomed);
                engine.deleteSeries(TimeRange.ALL, (_, tables) -> chosen(tables, share));
                attempted.removeAll(doomed);
                deletedRows += doomed.size();
            } catch (StorageUnavailableException e) {
                assertThat(e).hasMessageStartingWith("could not ");
            }
        }

        private static boolean doomed(MetricBatch batch, int share, Set<Long> doomed) {
            List<Long> digests = RowDigest.of(batch);
            BitSet chosen = chosen(batch, share);
            for (int row = 0; row < batch.rows(); row++) {
                if (chosen.get(batch.series.get(row))) {
                    doomed.add(digests.get(row));
                }
            }
            return true;
        }

        /// Some series, the same in every part and head.
        private static BitSet chosen(MetricBatch tables, int share) {
            BitSet chosen = new BitSet();
            for (int series = 0; series < tables.seriesTable.size(); series++) {
                byte[] attributes = tables.seriesTable.attributes().copy(series);
                chosen.set(series, Math.floorMod(Arrays.hashCode(attributes), share) == 0);
            }
            return chosen;
        }

        private static void flush(DiskEngine engine) {
            try {
                engine.flush();
            } catch (StorageUnavailableException e) {
                assertThat(e).hasMessageStartingWith("could not seal");
            }
        }

        private void append(DiskEngine engine) throws InterruptedException {
            Batch batch = batches.next(1 + random.nextInt(random.nextInt(8) == 0 ? 200 : 12));
            List<Long> rows = RowDigest.of(batch);
            attempted.addAll(rows);
            try {
                engine.append(batch);
                acknowledged.addAll(rows);
            } catch (StorageUnavailableException e) {
                assertThat(e.retryAfterSeconds()).isPositive();
            }
        }

        private void check(DiskEngine engine) {
            Map<Long, Integer> counts = new HashMap<>();
            for (Long row : Stored.digests(engine.stores())) {
                counts.merge(row, 1, Integer::sum);
            }
            for (Map.Entry<Long, Integer> row : counts.entrySet()) {
                if (row.getValue() != 1 || !attempted.contains(row.getKey())) {
                    throw new AssertionError(row.getValue() == 1 ? "a phantom" : "a row doubled");
                }
            }
            long lost =
                    acknowledged.stream()
                            .filter(row -> !counts.containsKey(row))
                            .filter(row -> !mayEvict || !deleted.contains(row))
                            .count();
            assertThat(lost).as("lost of %d", acknowledged.size()).isZero();
        }
    }
}
