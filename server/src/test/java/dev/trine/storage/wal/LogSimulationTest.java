package dev.trine.storage.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.Batch;
import dev.trine.model.Signal;
import dev.trine.storage.disk.SimulatedCrash;
import dev.trine.storage.disk.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lives of a log on a disk that keeps no more than it must, thousands of times: power cuts, kills,
/// failing writes and syncs, full disks, at every point. Judged by a ledger: nothing acknowledged is
/// lost, nothing appears that was not sent, nothing refused comes back once something later was
/// acknowledged, and every start succeeds.
///
/// A failure names its seed; `-Dtrine.simulation.seed=N` runs that one alone, `-Dtrine.simulation.seeds=N` that many.
@ExtendWith(QuietLog.class)
final class LogSimulationTest {
    private static final Logger LOG = LoggerFactory.getLogger("dev.trine.simulation");

    private long acknowledged;
    private long refused;
    private long lives;
    private long replayed;
    private long crashes;

    /// What parts hold; outlives the process.
    private CoveredPositions covered = CoveredPositions.NONE;

    @Test
    void nothingAcknowledgedIsLostAndNothingAppears() throws IOException {
        Long only = Long.getLong("trine.simulation.seed");
        long seeds = Long.getLong("trine.simulation.seeds", 2_000);
        for (long seed = only == null ? 0 : only;
                seed < (only == null ? seeds : only + 1);
                seed++) {
            try {
                simulate(new SplittableRandom(seed));
            } catch (IOException | RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        LOG.info(
                "{} seeds, {} lives, {} crashes in a call, {} acknowledged, {} refused, {} replayed",
                only == null ? seeds : 1,
                lives,
                crashes,
                acknowledged,
                refused,
                replayed);
        assertThat(acknowledged).isPositive();
        assertThat(replayed).isPositive();
    }

    private void simulate(RandomGenerator random) throws IOException {
        Ack ack = random.nextInt(4) == 0 ? Ack.WRITTEN : Ack.SYNCED;
        WalOptions options = new WalOptions(ack, 4096L << random.nextInt(5), 1 << 20, 0);
        SimulatedDisk disk = new SimulatedDisk(random);
        Ledger ledger = new Ledger();
        covered = CoveredPositions.NONE;
        int count = 2 + random.nextInt(4);
        for (int life = 0; life < count; life++) {
            lives++;
            boolean faults = life < count - 1 && random.nextInt(4) > 0;
            Ledger.Replayed found = ledger.new Replayed(covered);
            if (faults && random.nextInt(4) == 0) {
                disk.crashAt(disk.calls() + 1 + random.nextInt(12));
            }
            try {
                SimulatedLog log =
                        new SimulatedLog(disk, options, new ManualClock(), covered, found);
                found.judge();
                replayed += found.size();
                if (faults) {
                    plan(random, disk);
                }
                live(random, log, ledger, ack);
            } catch (SimulatedCrash e) {
                crashes++;
            }
            if (random.nextBoolean()) {
                disk = disk.afterKill();
            } else {
                disk = disk.afterPowerCut();
                ledger.lostAtRisk();
            }
        }
        SimulatedLog last =
                new SimulatedLog(
                        disk, options, new ManualClock(), covered, ledger.new Replayed(covered));
        if (ack == Ack.SYNCED) {
            assertThat(last.recovery.missingBytes()).as("missing bytes").isZero();
        }
        acknowledged += ledger.count(Ledger.State.ACKNOWLEDGED);
        refused += ledger.count(Ledger.State.GONE);
    }

    private static void plan(RandomGenerator random, SimulatedDisk disk) {
        long from = disk.calls() + 1 + random.nextInt(60);
        switch (random.nextInt(4)) {
            case 0 -> disk.failAt(from, from + random.nextInt(4), SimulatedDisk.Failure.IO_ERROR);
            case 1 -> disk.failAt(from, from + random.nextInt(9), SimulatedDisk.Failure.NO_SPACE);
            case 2 -> disk.crashAt(from);
            default -> {
                disk.failAt(from, from, SimulatedDisk.Failure.IO_ERROR);
                disk.crashAt(from + 1 + random.nextInt(8));
            }
        }
    }

    private void live(RandomGenerator random, SimulatedLog log, Ledger ledger, Ack ack) {
        Ledger.State state = ack == Ack.SYNCED ? Ledger.State.ACKNOWLEDGED : Ledger.State.AT_RISK;
        int groups = random.nextInt(20);
        for (int i = 0; i < groups; i++) {
            long failures = log.metrics.failures.value();
            append(random, log, ledger, state);
            if (log.metrics.failures.value() > failures) {
                ledger.lostAtRisk();
            }
            if (random.nextInt(12) == 0 && ledger.count(Ledger.State.AT_RISK) == 0) {
                covered =
                        new CoveredPositions(
                                ledger.somePosition(random, Signal.TRACES, covered.traces()),
                                ledger.somePosition(random, Signal.LOGS, covered.logs()),
                                ledger.somePosition(random, Signal.METRICS, covered.metrics()));
                trim(log, covered);
            }
        }
    }

    /// A failing delete is tried again at the next trim.
    private static void trim(SimulatedLog log, CoveredPositions covered) {
        try {
            log.segments.trim(covered.lowest());
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("simulated");
        }
    }

    private static void append(
            RandomGenerator random, SimulatedLog log, Ledger ledger, Ledger.State state) {
        List<Batch> group = new ArrayList<>();
        int size = 1 + random.nextInt(5);
        for (int i = 0; i < size; i++) {
            group.add(ledger.send(random));
        }
        log.append(
                group,
                new SimulatedLog.Answers() {
                    @Override
                    public void acknowledged(int index, long position) {
                        ledger.acknowledged(group.get(index), position, state);
                    }

                    @Override
                    public void refused(int index) {
                        ledger.refused(group.get(index));
                    }
                });
    }
}
