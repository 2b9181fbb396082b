package dev.trine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.Batch;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.disk.SimulatedCrash;
import dev.trine.storage.disk.SimulatedDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Appends, scans, seals and evictions at once, each on threads of its own, ended by a crash in the
/// middle, again and again. The retention bound is a few parts, so that parts go all the time under
/// the scans that read them. A scan sees what was acknowledged before it began, each row once; what it
/// does not see was in a part that retention deleted, and never comes back.
class StorageStressTest {
    private static final Path FOLDER = Path.of("/data");
    private static final long SEED = 20_261_121;
    private static final int LIVES = 5;
    private static final Logger LOG = Logger.getLogger("dev.trine.storage");

    private final Random random = new Random(SEED);
    private final Set<Long> attempted = ConcurrentHashMap.newKeySet();
    private final List<Long> acknowledged = new ArrayList<>();
    private final Set<Long> missed = ConcurrentHashMap.newKeySet();
    private final DeletedRows deleted = new DeletedRows();
    private final AtomicInteger scans = new AtomicInteger();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final ManualClock clock = new ManualClock();

    @BeforeAll
    static void keepQuiet() {
        LOG.setLevel(Level.OFF);
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> LOG.fine(thread + ": " + e));
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(null);
        Thread.setDefaultUncaughtExceptionHandler(null);
    }

    @Test
    void scansAreExactWhileHeadsBecomePartsPartsGoAndTheMachineCrashes() throws Exception {
        SimulatedDisk disk = new SimulatedDisk(new Random(SEED));
        disk.watchDeletions(deleted);
        RandomBatches batches = new RandomBatches(SEED);
        for (int life = 0; life < LIVES; life++) {
            Set<Long> gone = new HashSet<>(missed);
            DiskEngine engine = open(disk);
            Set<Long> found = scan(engine, acknowledgedSoFar());
            assertThat(gone).as("taken by retention, and back").noneMatch(found::contains);
            disk.crashAt(disk.calls() + 2_000 + random.nextInt(2_000));
            live(disk, engine, batches);
            engine.stopWork();
            engine.close();
            disk = random.nextBoolean() ? disk.afterPowerCut() : disk.afterKill();
            assertThat(failures).as("seed %d, life %d", SEED, life).isEmpty();
            assertThat(missed).as("lost, life %d", life).allMatch(deleted::contains);
        }
        assertThat(deleted.evicted()).as("parts that went").isGreaterThan(50);
        assertThat(scans.get()).as("scans").isGreaterThan(50);
        System.out.printf(
                "stressed %d lives: %d rows acknowledged, %d scans, %d parts evicted, 0 lost, 0"
                        + " doubled%n",
                LIVES, acknowledged.size(), scans.get(), deleted.evicted());
    }

    private DiskEngine open(SimulatedDisk disk) throws StorageOpenException {
        StorageOptions options =
                new StorageOptions(
                        FOLDER,
                        StorageOptions.Mode.DISK,
                        StorageOptions.Ack.SYNCED,
                        Optional.of(300_000L),
                        Optional.empty());
        StorageLimits limits =
                new StorageLimits(
                        60_000, 400_000, Duration.ofMinutes(10), 50, 16_384, 65_536, 262_144, 0);
        return Storage.openOnDisk(disk, options, limits, clock, new MetricRegistry());
    }

    /// Runs until the disk crashes.
    private void live(SimulatedDisk disk, DiskEngine engine, RandomBatches batches)
            throws InterruptedException {
        List<Thread> threads =
                List.of(
                        start(disk, () -> append(engine, batches)),
                        start(disk, () -> append(engine, batches)),
                        start(disk, () -> scan(engine, acknowledgedSoFar())),
                        start(disk, () -> scan(engine, acknowledgedSoFar())),
                        start(disk, engine::maintain));
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /// Repeats a task until the crash, which any call of the disk tells of.
    private Thread start(SimulatedDisk disk, Task task) {
        return Thread.ofPlatform()
                .start(() -> {
                    try {
                        while (failures.isEmpty() && disk.exists(FOLDER)) {
                            task.run();
                        }
                    } catch (SimulatedCrash e) {
                        LOG.fine(e::toString);
                    } catch (Throwable e) {
                        failures.add(e);
                    }
                });
    }

    private void append(DiskEngine engine, RandomBatches batches) throws InterruptedException {
        Batch batch;
        synchronized (batches) {
            batch = batches.next(1 + random.nextInt(60));
        }
        List<Long> rows = RowDigest.of(batch);
        attempted.addAll(rows);
        try {
            engine.append(batch);
            synchronized (acknowledged) {
                acknowledged.addAll(rows);
            }
        } catch (StorageUnavailableException e) {
            assertThat(e.retryAfterSeconds()).isPositive();
        }
    }

    private List<Long> acknowledgedSoFar() {
        synchronized (acknowledged) {
            return List.copyOf(acknowledged);
        }
    }

    /// One scan of everything, judged.
    private Set<Long> scan(DiskEngine engine, List<Long> expected) {
        List<Long> rows = Stored.digests(engine.stores());
        Set<Long> found = new HashSet<>(rows);
        assertThat(rows).as("rows doubled").hasSize(found.size());
        assertThat(attempted.containsAll(found)).as("only what was sent").isTrue();
        for (Long row : expected) {
            if (!found.contains(row)) {
                missed.add(row);
            }
        }
        scans.incrementAndGet();
        return found;
    }

    private interface Task {
        void run() throws Exception;
    }
}
