package dev.trine.storage;

import dev.trine.storage.disk.SimulatedDisk;
import dev.trine.storage.part.CorruptPartException;
import dev.trine.storage.part.NewerPartException;
import dev.trine.storage.part.Part;
import dev.trine.storage.part.PartReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Notes the rows of every part that the engine deletes, unless another part has them: the only ones
/// that may be missing.
final class DeletedRows implements SimulatedDisk.Deletions {
    private final Set<Long> rows = ConcurrentHashMap.newKeySet();
    private final AtomicInteger evicted = new AtomicInteger();
    private final AtomicInteger merged = new AtomicInteger();

    /// What is in a part file, read once however often it is asked for.
    private final Map<Version, Contents> known = new HashMap<>();

    /// A name may be given to another file after a crash.
    private record Version(Path file, int hash) {}

    private record Contents(long firstPosition, long lastPosition, List<Long> rows) {
        static final Contents NONE = new Contents(1, 0, List.of());

        boolean overlaps(Contents other) {
            return firstPosition <= other.lastPosition && other.firstPosition <= lastPosition;
        }
    }

    boolean contains(Long row) {
        return rows.contains(row);
    }

    /// Parts deleted with rows that no other part has.
    int evicted() {
        return evicted.get();
    }

    /// Parts deleted of which each row is in another part.
    int merged() {
        return merged.get();
    }

    @Override
    public synchronized void deleted(Path file, byte[] bytes, Map<Path, byte[]> others) {
        if (!isPart(file)) {
            return;
        }
        Contents gone = contents(file, bytes);
        known.remove(new Version(file, Arrays.hashCode(bytes)));
        if (gone.rows.isEmpty()) {
            return;
        }
        Set<Long> left = ConcurrentHashMap.newKeySet();
        left.addAll(gone.rows);
        for (Map.Entry<Path, byte[]> other : others.entrySet()) {
            if (isPart(other.getKey())) {
                Contents kept = contents(other.getKey(), other.getValue());
                if (kept.overlaps(gone)) {
                    kept.rows.forEach(left::remove);
                }
            }
        }
        rows.addAll(left);
        (left.isEmpty() ? merged : evicted).incrementAndGet();
    }

    private static boolean isPart(Path file) {
        return file.toString().endsWith(".part");
    }

    /// Empty when it is not whole: a power cut tore it before it had its name, and its rows are
    /// elsewhere.
    private Contents contents(Path file, byte[] bytes) {
        Version version = new Version(file, Arrays.hashCode(bytes));
        return known.computeIfAbsent(version, each -> read(each.file, bytes));
    }

    private static Contents read(Path file, byte[] bytes) {
        SimulatedDisk copy = new SimulatedDisk(new Random(0));
        copy.adopt(file, bytes);
        List<Long> rows = new ArrayList<>();
        try (Part part = Part.open(copy, file);
                PartReader reader = part.reader().orElseThrow()) {
            for (int block = 0; block < reader.blocks(); block++) {
                rows.addAll(RowDigest.of(reader.read(block, -1L)));
            }
            return new Contents(part.info().firstPosition(), part.info().lastPosition(), rows);
        } catch (CorruptPartException e) {
            return Contents.NONE;
        } catch (IOException | NewerPartException e) {
            throw new AssertionError(e);
        }
    }
}
