package dev.trine.cli.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a process printed: the last of it in memory, all of it in a file of bounded size.
///
/// The file is started anew with each process. At the limit it becomes `….1`, replacing the one
/// before, so at most twice the limit is on disk. Written by one thread, read by any.
final class BoundedLog implements AutoCloseable {
    /// Hours of the shop at one request a second.
    private static final int FILE_BYTES = 1 << 20;

    /// Enough for a stack trace.
    private static final int TAIL_BYTES = 4 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(BoundedLog.class);

    private final Optional<Path> file;
    private @Nullable OutputStream out;
    private long written;
    private byte[] tail = new byte[0];

    /// @param file none keeps the tail in memory only
    BoundedLog(Optional<Path> file) throws IOException {
        this.file = file;
        if (file.isPresent()) {
            Files.createDirectories(file.get().toAbsolutePath().getParent());
            out = Files.newOutputStream(file.get());
        }
    }

    /// Never fails: the process must be able to go on printing. When the file can't be written, only
    /// the tail is kept from then on.
    synchronized void write(byte[] bytes, int length) {
        remember(bytes, length);
        try {
            if (out != null && written + length > FILE_BYTES) {
                rotate();
            }
            if (out != null) {
                out.write(bytes, 0, length);
                written += length;
            }
        } catch (IOException e) {
            LOG.warn(
                    "keeping only the last lines from now on, cannot write the log: {}",
                    e.toString());
            out = null;
        }
    }

    /// The last whole lines printed, at most `lines` of them.
    synchronized String lastLines(int lines) {
        String text = new String(tail, StandardCharsets.UTF_8);
        String[] all = text.stripTrailing().split("\n");
        int from = Math.max(tail.length == TAIL_BYTES ? 1 : 0, all.length - lines);
        return String.join("\n", Arrays.asList(all).subList(from, all.length));
    }

    @Override
    public synchronized void close() {
        try {
            closeFile();
        } catch (IOException e) {
            LOG.warn("cannot finish the log: {}", e.toString());
        }
    }

    private void remember(byte[] bytes, int length) {
        int kept = Math.min(tail.length, Math.max(0, TAIL_BYTES - length));
        int taken = Math.min(length, TAIL_BYTES);
        byte[] next = new byte[kept + taken];
        System.arraycopy(tail, tail.length - kept, next, 0, kept);
        System.arraycopy(bytes, length - taken, next, kept, taken);
        tail = next;
    }

    private void closeFile() throws IOException {
        if (out != null) {
            OutputStream closing = out;
            out = null;
            closing.close();
        }
    }

    private void rotate() throws IOException {
        Path path = file.orElseThrow();
        closeFile();
        Files.move(
                path,
                path.resolveSibling(path.getFileName() + ".1"),
                StandardCopyOption.REPLACE_EXISTING);
        out = Files.newOutputStream(path);
        written = 0;
    }
}
