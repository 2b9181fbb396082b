package dev.trine.storage.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.LogBatch;
import dev.trine.storage.disk.Disk;
import dev.trine.storage.disk.DiskFile;
import dev.trine.storage.disk.RealDisk;
import dev.trine.storage.head.LogHead;
import dev.trine.storage.part.Annex;
import dev.trine.storage.part.Part;
import dev.trine.storage.part.PartReader;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Parts written while there is no time to spare hold the same rows, without what only saves time or
/// space later.
class HurriedSealTest {
    private static final int ROWS = 4_000;

    @TempDir Path folder;

    private final Disk disk = new RealDisk();

    @Test
    void theSameRowsWithoutAFilter() throws Exception {
        Path calm = seal("calm", false);
        Path hurried = seal("hurried", true);
        assertThat(bodies(hurried)).isEqualTo(bodies(calm)).hasSize(ROWS);
        assertThat(hurried.toFile().length()).isNotEqualTo(calm.toFile().length());
        assertThat(hasWords(calm)).isTrue();
        assertThat(hasWords(hurried)).isFalse();
    }

    private Path seal(String name, boolean hurried) throws Exception {
        Path path = folder.resolve(name);
        LogHead head = new LogHead();
        head.append(lines(), 1);
        try (DiskFile file = disk.create(path)) {
            new HeadSealer().seal(head, 1, 1, Long.MAX_VALUE, file, () -> false, () -> hurried);
        }
        return path;
    }

    private static LogBatch lines() {
        Random random = new Random(5);
        LogBatch batch = new LogBatch(ROWS);
        batch.resources().append(new byte[0]);
        batch.scopes().append(new byte[0]);
        for (int i = 0; i < ROWS; i++) {
            batch.timeNanos.append(1_700_000_000_000_000_000L + i);
            batch.observedNanos.append(0);
            batch.traceIdHigh.append(0);
            batch.traceIdLow.append(0);
            batch.spanId.append(0);
            batch.severityNumber.append(9);
            batch.flags.append(0);
            batch.droppedAttributes.append(0);
            batch.resource.append(0);
            batch.scope.append(0);
            batch.severityText.append("INFO".getBytes(UTF_8));
            batch.eventName.append(new byte[0]);
            String line =
                    "level=info trace_id=%016x%016x status=%d took=%dms"
                            .formatted(
                                    random.nextLong(),
                                    random.nextLong(),
                                    200 + random.nextInt(4),
                                    random.nextInt(900));
            batch.body.append(AnyValue.newBuilder().setStringValue(line).build().toByteArray());
            batch.attributes.append(new byte[0]);
        }
        return batch;
    }

    private List<String> bodies(Path path) throws Exception {
        List<String> bodies = new ArrayList<>();
        try (Part part = Part.open(disk, path);
                PartReader reader = part.reader().orElseThrow()) {
            for (int block = 0; block < reader.blocks(); block++) {
                LogBatch batch = (LogBatch) reader.read(block, LogBatch.SCHEMA.set("body"));
                for (int row = 0; row < batch.body.size(); row++) {
                    bodies.add(new String(batch.body.copy(row), UTF_8));
                }
            }
        }
        return bodies;
    }

    private boolean hasWords(Path path) throws Exception {
        try (Part part = Part.open(disk, path);
                PartReader reader = part.reader().orElseThrow()) {
            return reader.annex(0, Annex.WORDS).isPresent();
        }
    }
}
