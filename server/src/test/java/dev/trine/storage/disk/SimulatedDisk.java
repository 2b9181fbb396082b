package dev.trine.storage.disk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A disk in memory that keeps no more than [Disk] promises. Everything random comes from one seeded
/// generator, so that a run on one thread is the same every time. Safe for use by many threads.
///
/// - [#failAt]: one call, or all from it on, fail, with an I/O error or a full disk.
/// - [#crashAt]: that call, possibly done in part, and all later ones throw [SimulatedCrash].
/// - [#afterPowerCut]: what a new process finds: unsynced pages kept, lost or torn one by one, unsynced
///   names (made, renamed, deleted) kept or lost.
/// - [#afterKill]: what a new process finds when only the old one ended: everything.
public final class SimulatedDisk implements Disk {
    /// What happens at a failing call.
    public enum Failure {
        IO_ERROR,
        NO_SPACE
    }

    /// A change of a folder that a power cut may undo: one name ends, one begins, or (a rename) both.
    private record NameChange(
            @Nullable Path gone, @Nullable Path name, @Nullable SimulatedFile file) {
        void apply(Map<Path, SimulatedFile> names) {
            if (gone != null) {
                names.remove(gone);
            }
            if (name != null && file != null) {
                names.put(name, file);
            }
        }
    }

    /// Watches files go.
    public interface Deletions {
        /// @param others all other files there are
        void deleted(Path file, byte[] bytes, Map<Path, byte[]> others);
    }

    private final RandomGenerator random;
    private final Map<Path, SimulatedFile> names = new TreeMap<>();
    private final Map<Path, SimulatedFile> storedNames = new TreeMap<>();
    private final Map<Path, List<NameChange>> unsynced = new TreeMap<>();
    private final TreeSet<Path> folders = new TreeSet<>();
    private final TreeSet<Path> locks = new TreeSet<>();

    private long capacityBytes = Long.MAX_VALUE;
    private long calls;
    private long crashAt = -1;
    private long failFrom = -1;
    private long failUntil = -1;
    private Failure failure = Failure.IO_ERROR;
    private boolean crashed;
    private Deletions deletions = (file, bytes, others) -> {};

    public SimulatedDisk(RandomGenerator random) {
        this.random = random;
    }

    /// How many calls there have been that change something or can fail.
    public synchronized long calls() {
        return calls;
    }

    /// The call of this number (the next one is `calls() + 1`) ends everything.
    public synchronized void crashAt(long call) {
        crashAt = call;
    }

    /// Calls `from` to `until`, inclusive, fail.
    public synchronized void failAt(long from, long until, Failure what) {
        failFrom = from;
        failUntil = until;
        failure = what;
    }

    public synchronized void capacity(long bytes) {
        capacityBytes = bytes;
    }

    /// Tells of every file that is to be deleted, with its bytes, whether that goes well or not; disks
    /// that follow this one after a crash do so, too.
    public synchronized void watchDeletions(Deletions watcher) {
        deletions = watcher;
    }

    /// Ends everything now.
    public synchronized void crash() {
        crashed = true;
    }

    /// The disk that a new process finds after a power cut.
    public synchronized SimulatedDisk afterPowerCut() {
        crashed = true;
        Map<Path, SimulatedFile> kept = new TreeMap<>(storedNames);
        for (List<NameChange> changes : unsynced.values()) {
            survivingNames(changes, kept);
        }
        SimulatedDisk next = new SimulatedDisk(random);
        next.deletions = deletions;
        next.folders.addAll(folders);
        for (Map.Entry<Path, SimulatedFile> entry : kept.entrySet()) {
            next.adopt(entry.getKey(), entry.getValue().survivor(random));
        }
        return next;
    }

    /// Half of the time the changes up to some moment survive, else any of them (a rename is one).
    private void survivingNames(List<NameChange> changes, Map<Path, SimulatedFile> kept) {
        boolean ordered = random.nextBoolean();
        int prefix = random.nextInt(changes.size() + 1);
        for (int i = 0; i < changes.size(); i++) {
            NameChange change = changes.get(i);
            if (ordered ? i < prefix : random.nextBoolean()) {
                change.apply(kept);
            }
        }
    }

    /// The disk that a new process finds after this one was killed.
    public synchronized SimulatedDisk afterKill() {
        crashed = true;
        SimulatedDisk next = new SimulatedDisk(random);
        next.deletions = deletions;
        next.folders.addAll(folders);
        next.names.putAll(names);
        next.storedNames.putAll(storedNames);
        unsynced.forEach((folder, changes) -> next.unsynced.put(folder, new ArrayList<>(changes)));
        return next;
    }

    /// A file's bytes as they are now; for tests that damage them.
    public synchronized byte[] bytes(Path file) {
        return file(file).visible();
    }

    /// Replaces a file, durably.
    public synchronized void adopt(Path file, byte[] bytes) {
        SimulatedFile made = SimulatedFile.of(bytes);
        names.put(file, made);
        storedNames.put(file, made);
        folders.add(file.getParent());
    }

    /// All files.
    public synchronized List<Path> files() {
        return List.copyOf(names.keySet());
    }

    @Override
    public synchronized List<String> list(Path folder) throws IOException {
        alive();
        List<String> found = new ArrayList<>();
        for (Path name : names.keySet()) {
            if (folder.equals(name.getParent())) {
                found.add(name.getFileName().toString());
            }
        }
        for (Path name : folders) {
            if (folder.equals(name.getParent())) {
                found.add(name.getFileName().toString());
            }
        }
        return found.stream().sorted().toList();
    }

    @Override
    public synchronized void createFolder(Path folder) throws IOException {
        call(folder, "create folder");
        for (Path one = folder; one != null; one = one.getParent()) {
            folders.add(one);
        }
    }

    @Override
    public synchronized boolean exists(Path file) {
        alive();
        return names.containsKey(file) || folders.contains(file);
    }

    @Override
    public synchronized long size(Path file) throws IOException {
        alive();
        return open(file).size();
    }

    @Override
    public synchronized DiskFile create(Path file) throws IOException {
        call(file, "create");
        if (names.containsKey(file)) {
            throw new IOException("create " + file + ": exists");
        }
        if (!folders.contains(file.getParent())) {
            throw new IOException("create " + file + ": no such folder");
        }
        SimulatedFile made = new SimulatedFile();
        names.put(file, made);
        change(file.getParent(), new NameChange(null, file, made));
        return new OpenFile(file, made);
    }

    @Override
    public synchronized DiskFile open(Path file) throws IOException {
        alive();
        if (!names.containsKey(file)) {
            throw new IOException("open " + file + ": no such file");
        }
        return new OpenFile(file, file(file));
    }

    @Override
    public synchronized byte[] read(Path file) throws IOException {
        alive();
        open(file);
        return file(file).visible();
    }

    @Override
    public synchronized MappedFile map(Path file) throws IOException {
        byte[] bytes = read(file);
        Arena arena = Arena.ofShared();
        MemorySegment copy = arena.allocate(Math.max(1, bytes.length)).asSlice(0, bytes.length);
        MemorySegment.copy(bytes, 0, copy, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return new MappedFile(file, copy, arena);
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        call(to, "rename");
        open(from);
        SimulatedFile moved = file(from);
        names.remove(from);
        names.put(to, moved);
        change(to.getParent(), new NameChange(from, to, moved));
        syncFolder(to.getParent());
    }

    @Override
    public synchronized void delete(Path file) throws IOException {
        if (names.containsKey(file)) {
            Map<Path, byte[]> others = new TreeMap<>();
            names.forEach((name, other) -> others.put(name, other.visible()));
            others.remove(file);
            deletions.deleted(file, file(file).visible(), others);
        }
        call(file, "delete");
        open(file);
        names.remove(file);
        change(file.getParent(), new NameChange(file, null, null));
    }

    @Override
    public synchronized void syncFolder(Path folder) throws IOException {
        call(folder, "sync folder");
        for (NameChange change : unsynced.getOrDefault(folder, List.of())) {
            change.apply(storedNames);
        }
        unsynced.remove(folder);
    }

    @Override
    public synchronized long totalBytes(Path folder) {
        return capacityBytes;
    }

    @Override
    public synchronized long freeBytes(Path folder) {
        alive();
        return capacityBytes - used();
    }

    @Override
    public synchronized DiskLock lock(Path file) throws IOException {
        call(file, "lock");
        if (!locks.add(file)) {
            throw new FolderLockedException(file, "(simulated)");
        }
        return () -> {
            synchronized (this) {
                locks.remove(file);
            }
        };
    }

    private void change(Path folder, NameChange change) {
        unsynced.computeIfAbsent(folder, f -> new ArrayList<>()).add(change);
    }

    private SimulatedFile file(Path name) {
        SimulatedFile file = names.get(name);
        if (file == null) {
            throw new IllegalArgumentException("no such file: " + name);
        }
        return file;
    }

    private long used() {
        return names.values().stream().mapToLong(SimulatedFile::size).sum();
    }

    private void alive() {
        if (crashed) {
            throw new SimulatedCrash(calls);
        }
    }

    /// Counts a call, which may be the one to fail.
    private void call(Path file, String what) throws IOException {
        alive();
        calls++;
        if (calls == crashAt) {
            crashed = true;
            throw new SimulatedCrash(calls);
        }
        if (failing()) {
            throw new IOException(what + " " + file + ": simulated " + failure);
        }
    }

    private boolean failing() {
        return calls >= failFrom && calls <= failUntil;
    }

    private final class OpenFile implements DiskFile {
        private final Path path;
        private final SimulatedFile file;
        private boolean closed;

        /// After a sync failed, a further one of the same descriptor would lie.
        private boolean broken;

        OpenFile(Path path, SimulatedFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public Path path() {
            return path;
        }

        @Override
        public long size() {
            synchronized (SimulatedDisk.this) {
                alive();
                return file.size();
            }
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            synchronized (SimulatedDisk.this) {
                alive();
                byte[] bytes = new byte[into.remaining()];
                int read = file.read(bytes, 0, bytes.length, offset);
                into.put(bytes, 0, read);
                return read;
            }
        }

        @Override
        public void write(ByteBuffer from, long offset) throws IOException {
            synchronized (SimulatedDisk.this) {
                open();
                byte[] bytes = new byte[from.remaining()];
                from.get(bytes);
                int done = bytes.length;
                try {
                    call(path, "write");
                } catch (IOException | SimulatedCrash e) {
                    done = random.nextInt(bytes.length + 1);
                    file.write(bytes, 0, done, offset);
                    throw e;
                }
                long grown = offset + done - file.size();
                if (grown > 0 && used() + grown > capacityBytes) {
                    throw new IOException("write " + path + ": no space left");
                }
                file.write(bytes, 0, done, offset);
            }
        }

        @Override
        public void sync() throws IOException {
            synchronized (SimulatedDisk.this) {
                open();
                if (broken) {
                    throw new AssertionError(path + " synced again after a failed sync");
                }
                try {
                    call(path, "sync");
                } catch (IOException e) {
                    broken = true;
                    file.failSync(random);
                    throw e;
                }
                file.sync();
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            synchronized (SimulatedDisk.this) {
                open();
                call(path, "truncate");
                file.truncate((int) size);
            }
        }

        @Override
        public void close() {
            closed = true;
        }

        private void open() throws IOException {
            alive();
            if (closed) {
                throw new IOException(path + ": closed");
            }
        }
    }
}
