package dev.trine.cli.transfer;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import io.airlift.compress.v3.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// A file of lines: plain, or compressed as its name says (`.gz`, `.zst`); `-` is a pipe.
///
/// @param name of the file, or `-`
public record TransferFile(String name) {
    private static final int BUFFER_BYTES = 1 << 16;

    public boolean isPipe() {
        return name.equals("-");
    }

    /// Size in bytes; 0 when it is not known.
    public long bytes() throws IOException {
        return isPipe() ? 0 : Files.size(Path.of(name));
    }

    /// Opens it to be written anew; closed by the caller, which ends the compression.
    public OutputStream write() throws IOException {
        OutputStream file =
                isPipe() ? new FileOutputStream(FileDescriptor.out) : new FileOutputStream(name);
        OutputStream buffered = new BufferedOutputStream(file, BUFFER_BYTES);
        if (name.endsWith(".gz")) {
            return new GZIPOutputStream(buffered, BUFFER_BYTES);
        }
        return name.endsWith(".zst") ? new ZstdOutputStream(buffered) : buffered;
    }

    /// Opens it to be read; closed by the caller.
    ///
    /// @param read hears of the bytes read, as they are in the file
    public InputStream read(LongConsumer read) throws IOException {
        InputStream file =
                isPipe() ? new FileInputStream(FileDescriptor.in) : new FileInputStream(name);
        InputStream counted = new BufferedInputStream(new Counted(file, read), BUFFER_BYTES);
        if (name.endsWith(".gz")) {
            return new GZIPInputStream(counted, BUFFER_BYTES);
        }
        return name.endsWith(".zst") ? new ZstdInputStream(counted) : counted;
    }

    private static final class Counted extends InputStream {
        private final InputStream in;
        private final LongConsumer read;

        Counted(InputStream in, LongConsumer read) {
            this.in = in;
            this.read = read;
        }

        @Override
        public int read() throws IOException {
            int next = in.read();
            read.accept(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = in.read(into, offset, length);
            read.accept(Math.max(0, count));
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
