package dev.trine.storage.wal;

import dev.trine.storage.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/// The segment files of a log: their names, sizes, and what may be deleted. Safe for use by many
/// threads.
final class Segments {
    /// The last position of a segment that is being written: above every other.
    static final long OPEN = Long.MAX_VALUE;

    private record Segment(long bytes, long lastPosition) {}

    private final Disk disk;
    private final Path folder;
    private final TreeMap<Integer, Segment> segments = new TreeMap<>();
    private final ReentrantLock trimming = new ReentrantLock();
    private long bytes;

    Segments(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    Path file(int number) {
        return folder.resolve(String.format("%010d.wal", number));
    }

    /// Numbers of the segments in the folder, rising; other files are left alone.
    List<Integer> inFolder() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (String name : disk.list(folder)) {
            if (name.matches("[0-9]{10}\\.wal") && name.compareTo("2147483647") < 0) {
                numbers.add(Integer.valueOf(name.substring(0, 10)));
            }
        }
        return numbers;
    }

    /// Notes a segment's size and the position of its last good frame (0 = none; [#OPEN] while more
    /// may follow).
    synchronized void put(int number, long segmentBytes, long lastPosition) {
        Segment before = segments.put(number, new Segment(segmentBytes, lastPosition));
        bytes += segmentBytes - (before == null ? 0 : before.bytes);
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized int count() {
        return segments.size();
    }

    /// Deletes the segments that lie at or below a position, the lowest first.
    void trim(long position) throws IOException {
        trimming.lock();
        try {
            List<Integer> doomed = doomed(position);
            for (int number : doomed) {
                disk.delete(file(number));
                forget(number);
            }
            if (!doomed.isEmpty()) {
                disk.syncFolder(folder);
            }
        } finally {
            trimming.unlock();
        }
    }

    boolean trimmable(long position) {
        return !doomed(position).isEmpty();
    }

    private synchronized List<Integer> doomed(long position) {
        List<Integer> doomed = new ArrayList<>();
        for (Map.Entry<Integer, Segment> entry : segments.entrySet()) {
            if (entry.getValue().lastPosition > position) {
                break;
            }
            doomed.add(entry.getKey());
        }
        return doomed;
    }

    private synchronized void forget(int number) {
        Segment gone = segments.remove(number);
        bytes -= gone == null ? 0 : gone.bytes;
    }
}
