package dev.trine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trine.self.MetricRegistry;
import dev.trine.storage.inspect.CheckProgress;
import dev.trine.storage.inspect.Finding;
import dev.trine.storage.inspect.FolderCheck;
import dev.trine.storage.inspect.PartReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `trine verify` and `trine inspect-part` find in a folder that is whole, and in one that is not.
class FolderCheckTest {
    private static final CheckProgress SILENT =
            new CheckProgress() {
                @Override
                public void total(long bytes) {}

                @Override
                public void advance(long bytes) {}
            };

    @TempDir private Path folder;

    @Test
    void aFolderAsItWasWrittenIsIntact() throws Exception {
        long rows = fill();
        List<Long> read = new ArrayList<>();
        FolderCheck.Result result =
                FolderCheck.run(
                        folder,
                        new CheckProgress() {
                            @Override
                            public void total(long bytes) {
                                read.add(-bytes);
                            }

                            @Override
                            public void advance(long bytes) {
                                read.add(bytes);
                            }
                        });
        assertThat(result.findings()).isEmpty();
        assertThat(result.isIntact()).isTrue();
        assertThat(result.rows()).isEqualTo(rows).isEqualTo(18 * 40);
        assertThat(result.parts()).isEqualTo(3);
        assertThat(read.stream().mapToLong(Long::longValue).sum()).isZero();
    }

    @Test
    void aFolderInUseIsNotChecked() throws Exception {
        try (Storage holder = open()) {
            assertThat(holder.stats().walBytes()).isNotNegative();
            assertThatThrownBy(() -> FolderCheck.run(folder, SILENT))
                    .isInstanceOf(StorageOpenException.class)
                    .hasMessageContaining("in use")
                    .hasMessageContaining("check a copy");
        }
        assertThatThrownBy(() -> FolderCheck.run(folder.resolve("wal"), SILENT))
                .isInstanceOf(StorageOpenException.class)
                .hasMessageContaining("no data folder");
    }

    /// Every byte of a part, manifest and log counts, but for the header of a part, for zeros that
    /// fill up, and for the torn end of a log, which no one vouches for.
    @Test
    void aFlippedByteIsFound() throws Exception {
        fill();
        Random random = new Random(3);
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            boolean part = file.toString().endsWith(".part");
            boolean log = file.toString().endsWith(".wal");
            int end = log ? end(bytes) / 2 : bytes.length;
            for (int i = 0; i < 60; i++) {
                int at = (part ? 16 : 0) + random.nextInt(end - (part ? 16 : 0));
                boolean filler = part && at >= bytes.length - 12 && at < bytes.length - 8;
                byte[] damaged = bytes.clone();
                damaged[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, damaged);
                FolderCheck.Result result = FolderCheck.run(folder, SILENT);
                if (!filler && !(log && bytes[at] == 0)) {
                    assertThat(result.isIntact()).as("%s byte %d", file, at).isFalse();
                    assertThat(result.findings())
                            .allSatisfy(found -> {
                                assertThat(found.what()).isNotBlank();
                                assertThat(found.cost()).isNotBlank();
                            });
                }
            }
            Files.write(file, bytes);
        }
        assertThat(FolderCheck.run(folder, SILENT).isIntact()).isTrue();
    }

    @Test
    void aPartThatIsGoneCostsItsRows() throws Exception {
        fill();
        Path part = files().stream().filter(f -> f.toString().contains("logs")).findFirst().get();
        Files.delete(part);
        List<Finding> findings = FolderCheck.run(folder, SILENT).findings();
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().what()).contains("logs is gone");
        assertThat(findings.getFirst().cost()).contains("rows are lost");
    }

    @Test
    void aPartSaysWhatItIsMadeOf() throws Exception {
        fill();
        for (Path file : files()) {
            if (!file.toString().endsWith(".part")) {
                continue;
            }
            PartReport report = PartReport.of(file);
            assertThat(report.damage()).isEmpty();
            long bytes = report.directoryBytes();
            bytes += report.columns().stream().mapToLong(PartReport.ColumnUse::bytes).sum();
            bytes += report.sections().stream().mapToLong(PartReport.SectionUse::bytes).sum();
            assertThat(bytes).isEqualTo(Files.size(file));
            assertThat(report.columns())
                    .allSatisfy(column ->
                            assertThat(
                                            column.codecs().values().stream()
                                                    .mapToLong(Long::longValue)
                                                    .sum())
                                    .isEqualTo(report.blocks().size()));
            byte[] damaged = Files.readAllBytes(file);
            damaged[40] ^= 4;
            Files.write(file, damaged);
            assertThat(PartReport.of(file).damage()).hasSize(1);
        }
    }

    private static int end(byte[] log) {
        int end = log.length;
        while (end > 0 && log[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("LOCK"))
                    .sorted()
                    .toList();
        }
    }

    /// Parts of each signal, and a log with more.
    private long fill() throws Exception {
        RandomBatches batches = new RandomBatches(11);
        try (Storage storage = open()) {
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < 3; i++) {
                    storage.append(batches.spans(40));
                    storage.append(batches.logs(40));
                    storage.append(batches.metrics(40));
                }
                if (round == 0) {
                    storage.flush();
                }
            }
            return Arrays.stream(dev.trine.model.Signal.values())
                    .mapToLong(signal -> storage.stats().signals().get(signal).rows())
                    .sum();
        }
    }

    private Storage open() throws StorageOpenException {
        return Storage.open(
                new StorageOptions(
                        folder,
                        StorageOptions.Mode.DISK,
                        StorageOptions.Ack.WRITTEN,
                        Optional.empty(),
                        Optional.empty()),
                new ManualClock(),
                new MetricRegistry());
    }
}
