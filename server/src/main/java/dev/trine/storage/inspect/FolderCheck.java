package dev.trine.storage.inspect;

import dev.trine.model.Batch;
import dev.trine.model.Signal;
import dev.trine.storage.StorageOpenException;
import dev.trine.storage.disk.Disk;
import dev.trine.storage.disk.DiskLock;
import dev.trine.storage.disk.FolderLockedException;
import dev.trine.storage.disk.RealDisk;
import dev.trine.storage.manifest.Manifest;
import dev.trine.storage.manifest.ManifestState;
import dev.trine.storage.manifest.NewerManifestException;
import dev.trine.storage.part.CorruptPartException;
import dev.trine.storage.part.NewerPartException;
import dev.trine.storage.part.Part;
import dev.trine.storage.part.PartFolder;
import dev.trine.storage.part.PartInfo;
import dev.trine.storage.wal.LogCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads a whole data folder: every checksum of manifest, parts and log, every value, and whether
/// what one file says of another is true. Changes nothing but the lock file; holds the folder's lock meanwhile, so that
/// no server changes it either. One thread.
public final class FolderCheck {
    /// What was looked at, and what was found.
    ///
    /// @param rows in intact parts and in the log beyond them
    public record Result(int parts, long rows, long logFrames, long bytes, List<Finding> findings) {
        public Result {
            findings = List.copyOf(findings);
        }

        /// Whether nothing is damaged or missing.
        public boolean isIntact() {
            return findings.stream().noneMatch(found -> found.kind() == Finding.Kind.DAMAGE);
        }
    }

    private final Disk disk;
    private final Path folder;
    private final CheckProgress progress;
    private final List<Finding> findings = new ArrayList<>();
    private ManifestState state = ManifestState.EMPTY;
    private int parts;
    private long rows;
    private long frames;
    private long bytes;

    FolderCheck(Disk disk, Path folder, CheckProgress progress) {
        this.disk = disk;
        this.folder = folder;
        this.progress = progress;
    }

    /// Checks a data folder.
    ///
    /// @throws StorageOpenException when it is in use, or none
    /// @throws IOException when a file can't be read at all
    public static Result run(Path folder, CheckProgress progress)
            throws StorageOpenException, IOException {
        return new FolderCheck(new RealDisk(), folder, progress).run();
    }

    Result run() throws StorageOpenException, IOException {
        if (!disk.exists(folder.resolve("manifest"))
                && disk.list(folder.resolve("parts")).isEmpty()
                && disk.list(folder.resolve("wal")).isEmpty()) {
            throw new StorageOpenException(
                    folder + " is no data folder: it has no manifest, no parts and no log");
        }
        DiskLock lock = lock();
        try {
            check();
        } finally {
            lock.close();
        }
        return new Result(parts, rows, frames, bytes, findings);
    }

    private DiskLock lock() throws StorageOpenException, IOException {
        try {
            return disk.lock(folder.resolve("LOCK"));
        } catch (FolderLockedException e) {
            throw new StorageOpenException(
                    "the data folder "
                            + e.getMessage()
                            + ", which changes what is to be checked; stop it, or check a copy",
                    e);
        }
    }

    private void check() throws IOException {
        List<PartFolder.Entry> entries = new PartFolder(disk, folder.resolve("parts")).entries();
        LogCheck log = new LogCheck(disk, folder.resolve("wal"), new LogFindings());
        progress.total(size(entries) + log.bytes());
        manifest();
        parts(entries);
        log.run();
        for (String name : disk.list(folder.resolve("quarantine"))) {
            note(
                    folder.resolve("quarantine").resolve(name),
                    "damaged bytes of the log that an earlier start set aside",
                    "what they held was counted as lost then");
        }
    }

    private long size(List<PartFolder.Entry> entries) throws IOException {
        long size = 0;
        for (PartFolder.Entry entry : entries) {
            size += entry.suffix().isEmpty() ? disk.size(entry.path()) : 0;
        }
        return size;
    }

    private void manifest() throws IOException {
        Path path = folder.resolve("manifest");
        if (!disk.exists(path)) {
            note(path, "there is none yet", "the next start makes one from the parts");
            return;
        }
        try {
            Manifest.Reading reading = Manifest.read(disk, folder);
            state = reading.state();
            bytes += reading.bytes();
            if (!reading.isIntact()) {
                damaged(
                        path,
                        "intact for " + reading.intactBytes() + " of " + reading.bytes() + " bytes",
                        "no row; the next start reads the parts themselves");
            }
        } catch (NewerManifestException e) {
            damaged(path, String.valueOf(e.getMessage()), "this version can't open the folder");
        }
    }

    private void parts(List<PartFolder.Entry> entries) throws IOException {
        Map<Long, PartInfo> missing = new TreeMap<>(state.parts());
        Map<Signal, List<PartInfo>> seen = new TreeMap<>();
        for (PartFolder.Entry entry : entries) {
            if (entry.suffix().equals(".damaged")) {
                note(entry.path(), "set aside by an earlier start", "its rows were lost then");
            } else if (entry.suffix().equals(".tmp")) {
                note(entry.path(), "being written when the process ended", "none; it is garbage");
            } else {
                part(entry, missing.remove(entry.number()), seen);
                progress.advance(disk.size(entry.path()));
            }
        }
        missing.forEach((number, info) ->
                damaged(
                        folder.resolve("parts"),
                        "part " + number + " of " + info.signal().label() + " is gone",
                        info.rows() + " rows are lost"));
    }

    private void part(
            PartFolder.Entry entry, @Nullable PartInfo named, Map<Signal, List<PartInfo>> seen)
            throws IOException {
        bytes += disk.size(entry.path());
        try (Part part = Part.open(disk, entry.path())) {
            parts++;
            PartInfo info = part.info();
            if (named == null) {
                note(
                        entry.path(),
                        "not in the manifest",
                        "the next start takes it on or deletes it");
            } else if (!named.equals(info)) {
                damaged(
                        entry.path(),
                        "says " + info + ", the manifest says " + named,
                        "one of them is not what was written");
            } else {
                rows += info.rows();
                disjoint(entry, info, seen);
            }
            PartCheck.run(part, findings);
        } catch (CorruptPartException e) {
            damaged(
                    entry.path(),
                    String.valueOf(e.getMessage()),
                    (named == null ? "all its rows" : "all its " + named.rows() + " rows")
                            + "; the next start sets it aside");
        } catch (NewerPartException e) {
            damaged(
                    entry.path(),
                    String.valueOf(e.getMessage()),
                    "this version can't open the folder");
        }
    }

    /// No batch is in two parts: else its rows would be read twice.
    private void disjoint(PartFolder.Entry entry, PartInfo info, Map<Signal, List<PartInfo>> seen) {
        List<PartInfo> others = seen.computeIfAbsent(info.signal(), s -> new ArrayList<>());
        for (PartInfo other : others) {
            if (other.firstPosition() <= info.lastPosition()
                    && info.firstPosition() <= other.lastPosition()) {
                damaged(
                        entry.path(),
                        "holds batches of the log that another part of its signal holds",
                        "rows may be answered twice");
                break;
            }
        }
        others.add(info);
    }

    private void damaged(Path file, String what, String cost) {
        findings.add(new Finding(Finding.Kind.DAMAGE, file, what, cost));
    }

    private void note(Path file, String what, String cost) {
        findings.add(new Finding(Finding.Kind.NOTE, file, what, cost));
    }

    /// What is wrong with the log, and whether parts have what it lost.
    private final class LogFindings implements LogCheck.Visitor {
        @Override
        public void segment(Path file, long size) {
            bytes += size;
            progress.advance(size);
        }

        @Override
        public void frame(long position, Batch batch) {
            frames++;
            rows += position > state.covered().of(batch.signal()) ? batch.rows() : 0;
        }

        @Override
        public void header(Path file, int newerVersion) {
            if (newerVersion > 0) {
                damaged(
                        file,
                        "log format " + newerVersion + ", of a newer version of Trine",
                        "this version can't open the folder");
            } else {
                damaged(file, "the header is not intact", "no row");
            }
        }

        @Override
        public void damage(Path file, long from, long to, long end) {
            lost(file, (to - from) + " bytes from byte " + from + " on are no intact frames", end);
        }

        @Override
        public void tornTail(Path file, long torn) {
            note(
                    file,
                    torn + " bytes of a write that was interrupted",
                    "no row that was acknowledged; the next start cuts them off");
        }

        @Override
        public void missing(Path file, long missing, long end) {
            if (end > state.covered().lowest()) {
                lost(file, missing + " bytes that were written are not there", end);
            }
        }

        private void lost(Path file, String what, long end) {
            boolean covered = end <= state.covered().lowest();
            damaged(
                    file,
                    what,
                    covered ? "no row: parts have them all" : "the batches in them are lost");
        }
    }
}
