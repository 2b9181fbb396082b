package dev.trine.storage.disk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The operating system's files.
public final class RealDisk implements Disk {
    private static final Logger LOG = LoggerFactory.getLogger(RealDisk.class);
    private static final int MAX_READ_BYTES = 1 << 30;

    @Override
    public List<String> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        } catch (IOException e) {
            throw named(folder, "list", e);
        }
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        Path next = folder.toAbsolutePath();
        while (next != null && !Files.isDirectory(next)) {
            missing.push(next);
            next = next.getParent();
        }
        for (Path one : missing) {
            try {
                Files.createDirectories(one);
            } catch (IOException e) {
                throw named(one, "create folder", e);
            }
            Path parent = one.getParent();
            if (parent != null) {
                syncFolder(parent);
            }
        }
    }

    @Override
    public boolean exists(Path file) {
        return Files.exists(file);
    }

    @Override
    public long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw named(file, "size", e);
        }
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        return open(file, "create", StandardOpenOption.CREATE_NEW);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return open(file, "open", StandardOpenOption.WRITE);
    }

    private static DiskFile open(Path file, String what, StandardOpenOption option)
            throws IOException {
        try {
            return new RealFile(
                    file,
                    FileChannel.open(
                            file, StandardOpenOption.READ, StandardOpenOption.WRITE, option));
        } catch (IOException e) {
            throw named(file, what, e);
        }
    }

    @Override
    public byte[] read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > MAX_READ_BYTES) {
                throw new IOException("size: " + size + " (expected: <= " + MAX_READ_BYTES + ")");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) size);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // reads on until full or, when the file was cut off meanwhile, to its end
            }
            return bytes.hasRemaining()
                    ? Arrays.copyOf(bytes.array(), bytes.position())
                    : bytes.array();
        } catch (IOException e) {
            throw named(file, "read", e);
        }
    }

    @Override
    public MappedFile map(Path file) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment bytes =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new MappedFile(file, bytes, arena);
        } catch (IOException e) {
            arena.close();
            throw named(file, "map", e);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw named(to, "rename in one step to", e);
        } catch (IOException e) {
            throw named(to, "rename " + from.getFileName() + " to", e);
        }
        syncFolder(parent(to));
    }

    @Override
    public void delete(Path file) throws IOException {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw named(file, "delete", e);
        }
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw named(folder, "sync folder", e);
        }
    }

    @Override
    public long freeBytes(Path folder) throws IOException {
        // One call to the system; a FileStore first reads the table of all mounts.
        long free = folder.toFile().getUsableSpace();
        if (free > 0) {
            return free;
        }
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw named(folder, "free space of", e);
        }
    }

    @Override
    public long totalBytes(Path folder) throws IOException {
        long total = folder.toFile().getTotalSpace();
        if (total > 0) {
            return total;
        }
        throw new IOException(folder + ": size of the file system: not known");
    }

    @Override
    public DiskLock lock(Path file) throws IOException {
        FileChannel channel;
        try {
            channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.CREATE);
        } catch (IOException e) {
            throw named(file, "open", e);
        }
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new FolderLockedException(file, holder(channel));
            }
            writeHolder(file, channel);
            return channel::close;
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new FolderLockedException(file, ProcessHandle.current().pid() + " (this one)");
        } catch (IOException e) {
            channel.close();
            throw e instanceof FolderLockedException ? e : named(file, "lock", e);
        }
    }

    /// For whoever finds the folder locked. The lock holds without it, on a full disk too.
    private static void writeHolder(Path file, FileChannel channel) {
        byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
        try {
            channel.write(ByteBuffer.wrap(pid), 0);
            channel.truncate(pid.length);
        } catch (IOException e) {
            LOG.warn("{} does not say who holds it: {}", file, e.getMessage());
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(32);
        channel.read(text, 0);
        String pid = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
        return pid.matches("[0-9]+") ? pid : "(unknown)";
    }

    static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("file: " + file + " (expected: inside a folder)");
        }
        return parent;
    }

    /// The same failure, saying what was tried on which path.
    static IOException named(Path file, String what, IOException cause) {
        String reason =
                switch (cause) {
                    case FileAlreadyExistsException _ -> "a file is in the way";
                    case AccessDeniedException _ -> "permission denied";
                    case NoSuchFileException _ -> "no such file";
                    case FileSystemException known when known.getReason() != null ->
                            known.getReason();
                    default -> String.valueOf(cause.getMessage());
                };
        return new IOException(what + " " + file + ": " + reason, cause);
    }
}
