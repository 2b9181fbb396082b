package dev.trine.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.Signal;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.disk.RealDisk;
import dev.trine.storage.manifest.Manifest;
import dev.trine.storage.manifest.ManifestState;
import dev.trine.storage.part.PartInfo;
import dev.trine.storage.wal.Ack;
import dev.trine.storage.wal.CommitListener;
import dev.trine.storage.wal.CoveredPositions;
import dev.trine.storage.wal.WalOptions;
import dev.trine.storage.wal.WriteAheadLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log and a manifest written by the program of their time. Every version stays readable for good,
/// as the text beside it says; the current version is still written byte for byte as it was.
///
/// A change of a format before the first release: `-Dtrine.golden.write=true` writes them anew.
class GoldenLogTest {
    private static final Path LOG = Path.of("src/test/resources/golden/wal-1");
    private static final Path MANIFEST = Path.of("src/test/resources/golden/manifest-1");
    private static final String SEGMENT = "0000000001.wal";

    @TempDir Path folder;

    @Test
    void theLogIsReadAndWrittenTheSame() throws Exception {
        Path written = folder.resolve("written");
        RandomBatches batches = new RandomBatches(20_261_122);
        WriteAheadLog log = open(written, (batch, position) -> {});
        log.append(batches.spans(20));
        log.append(batches.logs(20));
        log.append(batches.metrics(20));
        log.close();
        byte[] bytes = withoutFiller(Files.readAllBytes(written.resolve(SEGMENT)));
        if (Boolean.getBoolean("trine.golden.write")) {
            Files.createDirectories(LOG);
            Files.write(LOG.resolve(SEGMENT), bytes);
            Files.write(LOG.resolve("rows.txt"), rows(LOG), UTF_8);
        }
        assertThat(bytes).isEqualTo(Files.readAllBytes(LOG.resolve(SEGMENT)));
        assertThat(rows(LOG))
                .isEqualTo(Files.readAllLines(LOG.resolve("rows.txt"), UTF_8))
                .hasSize(60);
    }

    @Test
    void theManifestIsReadAndWrittenTheSame() throws Exception {
        ManifestState state = ManifestState.EMPTY;
        try (Manifest manifest = Manifest.open(new RealDisk(), folder)) {
            state = state.with(1, new PartInfo(Signal.TRACES, 100, 7_000, 64, 9_000, 5, 1L << 60));
            manifest.change(state);
            state = state.with(2, new PartInfo(Signal.LOGS, 1, 300, 128, 128, -7, 0));
            manifest.change(state);
            state = state.with(3, new PartInfo(Signal.TRACES, 9, 800, 9_001, 1L << 40, 6, 7));
            manifest.change(state);
            state =
                    state.merged(
                            List.of(1L, 3L),
                            4,
                            new PartInfo(Signal.TRACES, 109, 7_500, 64, 1L << 40, 5, 1L << 60));
            manifest.change(state.covering(1L << 41));
        }
        byte[] bytes = Files.readAllBytes(folder.resolve("manifest"));
        if (Boolean.getBoolean("trine.golden.write")) {
            Files.createDirectories(MANIFEST);
            Files.write(MANIFEST.resolve("manifest"), bytes);
        }
        assertThat(bytes).isEqualTo(Files.readAllBytes(MANIFEST.resolve("manifest")));
        ManifestState read = Manifest.read(new RealDisk(), MANIFEST).state();
        assertThat(read.nextPart()).isEqualTo(5);
        assertThat(read.covered()).isEqualTo(new CoveredPositions(1L << 41, 1L << 41, 1L << 41));
        assertThat(read.parts().values())
                .containsExactly(
                        new PartInfo(Signal.LOGS, 1, 300, 128, 128, -7, 0),
                        new PartInfo(Signal.TRACES, 109, 7_500, 64, 1L << 40, 5, 1L << 60));
    }

    private List<String> rows(Path golden) throws Exception {
        Path copy = Files.createTempDirectory(folder, "copy");
        Files.copy(golden.resolve(SEGMENT), copy.resolve(SEGMENT));
        List<String> rows = new ArrayList<>();
        open(
                        copy,
                        (batch, position) ->
                                RowText.of(batch).stream()
                                        .map(row -> row.replace("\n", "\\n").replace("\r", "\\r"))
                                        .forEach(rows::add))
                .close();
        return rows;
    }

    private WriteAheadLog open(Path of, CommitListener listener) throws Exception {
        return WriteAheadLog.open(
                new RealDisk(),
                of,
                folder.resolve("quarantine"),
                new WalOptions(Ack.SYNCED, 1 << 20, 16 << 20, 0),
                new ManualClock(),
                new MetricRegistry(),
                CoveredPositions.NONE,
                listener);
    }

    /// Frames end at a multiple of eight; behind the last there are zeros.
    private static byte[] withoutFiller(byte[] segment) {
        int end = segment.length;
        while (end > 0 && segment[end - 1] == 0) {
            end--;
        }
        return Arrays.copyOf(segment, end + 7 & -8);
    }
}
