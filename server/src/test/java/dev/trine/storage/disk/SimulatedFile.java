package dev.trine.storage.disk;

import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/// One file's bytes as the page cache has them and as the disk has them.
final class SimulatedFile {
    static final int PAGE_BYTES = 4096;
    private static final int SECTOR_BYTES = 512;

    private byte[] cache = new byte[0];
    private int size;
    private byte[] stored = new byte[0];
    private final BitSet dirty = new BitSet();

    int size() {
        return size;
    }

    int read(byte[] into, int from, int length, long offset) {
        int count = (int) Math.max(0, Math.min(length, size - offset));
        if (count > 0) {
            System.arraycopy(cache, (int) offset, into, from, count);
        }
        return count;
    }

    void write(byte[] from, int start, int length, long offset) {
        int end = Math.toIntExact(offset + length);
        if (end > cache.length) {
            cache = Arrays.copyOf(cache, Math.max(end, cache.length * 2));
        }
        System.arraycopy(from, start, cache, (int) offset, length);
        if (length > 0) {
            dirty.set((int) offset / PAGE_BYTES, (end - 1) / PAGE_BYTES + 1);
        }
        if (end > size) {
            dirty.set(size / PAGE_BYTES, (end - 1) / PAGE_BYTES + 1);
            size = end;
        }
    }

    void truncate(int newSize) {
        if (newSize < size) {
            Arrays.fill(cache, newSize, size, (byte) 0);
            dirty.set(newSize / PAGE_BYTES);
            size = newSize;
        }
    }

    void sync() {
        stored = Arrays.copyOf(cache, size);
        dirty.clear();
    }

    /// A sync that fails: some dirty pages made it to the disk, the others never will; those the
    /// cache may go on to show or not.
    void failSync(RandomGenerator random) {
        byte[] kept = survivor(random);
        if (random.nextBoolean()) {
            cache = kept.clone();
            size = kept.length;
        }
        stored = kept;
        dirty.clear();
    }

    /// What is on the disk after a power cut: what was synced, with any of the unsynced pages, whole
    /// or in part, and any size between the synced one and the current one.
    byte[] survivor(RandomGenerator random) {
        int kept = size;
        if (size != stored.length && random.nextBoolean()) {
            kept = random.nextBoolean() ? stored.length : between(random, size, stored.length);
        }
        byte[] bytes = Arrays.copyOf(stored, kept);
        double lost = random.nextDouble();
        for (int page = dirty.nextSetBit(0); page >= 0; page = dirty.nextSetBit(page + 1)) {
            if (random.nextDouble() >= lost) {
                persist(bytes, page, random);
            }
        }
        return bytes;
    }

    private void persist(byte[] bytes, int page, RandomGenerator random) {
        int from = page * PAGE_BYTES;
        int to = Math.min(Math.min(from + PAGE_BYTES, size), bytes.length);
        if (random.nextInt(4) == 0) {
            to = Math.min(to, from + SECTOR_BYTES * random.nextInt(1 + PAGE_BYTES / SECTOR_BYTES));
        }
        if (to > from) {
            System.arraycopy(cache, from, bytes, from, to - from);
        }
    }

    private static int between(RandomGenerator random, int a, int b) {
        return Math.min(a, b) + random.nextInt(Math.abs(a - b) + 1);
    }

    /// What the page cache shows: all that survives the end of the process.
    byte[] visible() {
        return Arrays.copyOf(cache, size);
    }

    static SimulatedFile of(byte[] bytes) {
        SimulatedFile file = new SimulatedFile();
        file.cache = bytes.clone();
        file.size = bytes.length;
        file.stored = bytes.clone();
        return file;
    }
}
