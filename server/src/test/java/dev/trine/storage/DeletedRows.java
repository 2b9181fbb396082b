package dev.trine.storage;

import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.SpanBatch;
import dev.trine.storage.disk.SimulatedDisk;
import dev.trine.storage.part.CorruptPartException;
import dev.trine.storage.part.NewerPartException;
import dev.trine.storage.part.Part;
import dev.trine.storage.part.PartReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/// Notes the rows of every part that the engine deletes: the only ones that may be missing.
final class DeletedRows implements BiConsumer<Path, byte[]> {
    private final Set<Long> rows = ConcurrentHashMap.newKeySet();
    private final AtomicInteger parts = new AtomicInteger();

    boolean contains(Long row) {
        return rows.contains(row);
    }

    int parts() {
        return parts.get();
    }

    @Override
    public void accept(Path file, byte[] bytes) {
        if (!file.toString().endsWith(".part")) {
            return;
        }
        SimulatedDisk copy = new SimulatedDisk(new Random(0));
        copy.adopt(file, bytes);
        try (Part part = Part.open(copy, file);
                PartReader reader = part.reader().orElseThrow()) {
            long columns = columns(part);
            for (int block = 0; block < reader.blocks(); block++) {
                rows.addAll(RowDigest.of(reader.read(block, columns)));
            }
            parts.incrementAndGet();
        } catch (CorruptPartException e) {
            // A power cut tore it before it had its name: its rows are elsewhere.
            return;
        } catch (IOException | NewerPartException e) {
            throw new AssertionError(e);
        }
    }

    private static long columns(Part part) {
        return switch (part.info().signal()) {
            case TRACES -> SpanBatch.SCHEMA.all();
            case LOGS -> LogBatch.SCHEMA.all();
            case METRICS -> MetricBatch.SCHEMA.all();
        };
    }
}
