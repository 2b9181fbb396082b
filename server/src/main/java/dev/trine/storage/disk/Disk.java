package dev.trine.storage.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What the engine may ask of a file system. Safe for use by many threads.
///
/// What survives a power cut is exactly this: bytes of a file after [DiskFile#sync()] returned, and
/// names in a folder (of files made, renamed, deleted) after [#syncFolder(Path)] returned. Anything
/// else may be there, be gone, or be there in part. What survives the end of the process is every
/// call that returned.
///
/// Every failure is an [IOException] whose message names the path. Calls may be slow, so no lock that
/// others wait for should be held over one. A thread that is interrupted during a read or write of a
/// [DiskFile] may find that file closed; threads that use one are not to be interrupted.
public interface Disk {
    /// Names in a folder, sorted; empty when there is no such folder.
    List<String> list(Path folder) throws IOException;

    /// Makes a folder and its missing parents, durably. Does nothing when it is there.
    void createFolder(Path folder) throws IOException;

    boolean exists(Path file);

    /// Size of a file in bytes.
    long size(Path file) throws IOException;

    /// Makes a new, empty file for reading and writing. Its name is durable only after
    /// [#syncFolder(Path)].
    ///
    /// @throws IOException also when it exists
    DiskFile create(Path file) throws IOException;

    /// Opens an existing file for reading and writing.
    DiskFile open(Path file) throws IOException;

    /// The whole of an existing file; meant for small ones.
    ///
    /// @throws IOException also when it is larger than 1 GiB
    byte[] read(Path file) throws IOException;

    /// Maps an existing file, which must not change any more, into memory for reading. The caller
    /// holds the first reference and releases it.
    MappedFile map(Path file) throws IOException;

    /// Renames a file, replacing what had the new name, and syncs the folder: when this returns, the
    /// new name is durable; after a crash in between, there is the old state or the new one. The
    /// bytes must have been synced before. Both names are in the same folder.
    void rename(Path from, Path to) throws IOException;

    /// Deletes a file. The name's end is durable only after [#syncFolder(Path)]; mapped files stay
    /// readable.
    void delete(Path file) throws IOException;

    /// Makes the names in a folder durable.
    void syncFolder(Path folder) throws IOException;

    /// Bytes that this process may still write to the file system of a folder.
    long freeBytes(Path folder) throws IOException;

    /// Size of the file system of a folder, whoever uses it.
    long totalBytes(Path folder) throws IOException;

    /// Takes a folder for this process alone, until the lock is closed or the process ends.
    ///
    /// @param file the lock file, made when missing; holds the process id
    /// @throws FolderLockedException when another process (or this one) has it
    DiskLock lock(Path file) throws IOException;
}
