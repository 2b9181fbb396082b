package dev.trine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.Signal;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.disk.Disk;
import dev.trine.storage.disk.DiskFile;
import dev.trine.storage.disk.DiskLock;
import dev.trine.storage.disk.MappedFile;
import dev.trine.storage.disk.RealDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of the others when the parts of one signal can't be made.
class FailingSealTest {
    private static final Logger LOG = Logger.getLogger("dev.trine.storage");
    private static final long MIB = 1 << 20;

    @TempDir Path folder;

    private final NoTraces disk = new NoTraces();
    private final ManualClock clock = new ManualClock();
    private MetricRegistry registry = new MetricRegistry();

    @BeforeEach
    void silence() {
        LOG.setLevel(Level.OFF);
    }

    @AfterEach
    void speak() {
        LOG.setLevel(null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsNoOtherSignalFromBeingSealed(boolean defect) throws Exception {
        DiskEngine engine = open();
        append(engine);
        disk.refusal = defect ? new IllegalStateException("a defect") : new IOException("refused");
        clock.advance(Duration.ofMinutes(11).toNanos());

        engine.maintain();
        assertThat(parts(engine, Signal.TRACES)).isZero();
        assertThat(parts(engine, Signal.LOGS)).isEqualTo(1);
        assertThat(parts(engine, Signal.METRICS)).isEqualTo(1);
        assertThat(registry.exposition()).contains("trine_storage_background_failures_total 1\n");

        disk.refusal = null;
        engine.maintain();
        assertThat(parts(engine, Signal.TRACES)).isEqualTo(1);
        assertThat(Stored.digests(engine.stores())).hasSize(30);
        engine.close();
    }

    @Test
    void leavesWhatIsNotSealedInTheLog() throws Exception {
        DiskEngine engine = open();
        append(engine);
        disk.refusal = new IOException("refused");
        clock.advance(Duration.ofMinutes(11).toNanos());
        engine.maintain();
        engine.close();

        disk.refusal = null;
        registry = new MetricRegistry();
        DiskEngine next = open();
        assertThat(Stored.digests(next.stores())).hasSize(30);
        next.close();
    }

    private static void append(DiskEngine engine) throws Exception {
        RandomBatches batches = new RandomBatches(7);
        engine.append(batches.spans(10));
        engine.append(batches.logs(10));
        engine.append(batches.metrics(10));
    }

    private static int parts(DiskEngine engine, Signal signal) {
        return engine.stores().of(signal).view().parts().size();
    }

    private DiskEngine open() throws StorageOpenException {
        return Storage.openOnDisk(
                disk,
                new StorageOptions(
                        folder,
                        StorageOptions.Mode.DISK,
                        StorageOptions.Ack.SYNCED,
                        Optional.empty(),
                        Optional.empty()),
                new StorageLimits(
                        MIB, 6 * MIB, Duration.ofMinutes(10), 100, MIB / 4, MIB, 8 * MIB, 0),
                clock,
                registry);
    }

    /// A real disk that makes no file for a part of spans while there is a refusal.
    private static final class NoTraces implements Disk {
        private final RealDisk real = new RealDisk();
        private volatile Exception refusal;

        @Override
        public DiskFile create(Path file) throws IOException {
            if (file.toString().contains("-traces.part")) {
                switch (refusal) {
                    case null -> {}
                    case RuntimeException defect -> throw defect;
                    case Exception failed -> throw new IOException(failed.getMessage());
                }
            }
            return real.create(file);
        }

        @Override
        public List<String> list(Path inFolder) throws IOException {
            return real.list(inFolder);
        }

        @Override
        public void createFolder(Path made) throws IOException {
            real.createFolder(made);
        }

        @Override
        public boolean exists(Path file) {
            return real.exists(file);
        }

        @Override
        public long size(Path file) throws IOException {
            return real.size(file);
        }

        @Override
        public DiskFile open(Path file) throws IOException {
            return real.open(file);
        }

        @Override
        public byte[] read(Path file) throws IOException {
            return real.read(file);
        }

        @Override
        public MappedFile map(Path file) throws IOException {
            return real.map(file);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            real.rename(from, to);
        }

        @Override
        public void delete(Path file) throws IOException {
            real.delete(file);
        }

        @Override
        public void syncFolder(Path synced) throws IOException {
            real.syncFolder(synced);
        }

        @Override
        public long totalBytes(Path ofFolder) throws IOException {
            return real.totalBytes(ofFolder);
        }

        @Override
        public long freeBytes(Path ofFolder) throws IOException {
            return real.freeBytes(ofFolder);
        }

        @Override
        public DiskLock lock(Path file) throws IOException {
            return real.lock(file);
        }
    }
}
