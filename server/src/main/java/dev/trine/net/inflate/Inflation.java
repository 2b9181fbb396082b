package dev.trine.net.inflate;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/// A compressed request body, whole in memory (it is small), about to be inflated. Most forms tell
/// the inflated size, so that it can be checked and paid for before any memory is taken for it.
public sealed interface Inflation {
    /// [Streamed#claimedBytes()]: the compressed form does not tell.
    long UNKNOWN = -1;

    /// What clients may use, for `Accept-Encoding` and `grpc-accept-encoding`.
    String OFFERED = "gzip, zstd, deflate, snappy, lz4";

    /// A body that is inflated piece by piece.
    non-sealed interface Streamed extends Inflation {
        /// How many bytes it says it holds, or [#UNKNOWN]. Not trusted beyond the choice of the
        /// first array.
        long claimedBytes();

        /// Starts over. Reading throws an IOException, or the library's unchecked exception, when
        /// the body is malformed or cut off.
        InputStream open() throws IOException;
    }

    /// A body that is inflated in one go.
    non-sealed interface AtOnce extends Inflation {
        /// It can't hold more than this.
        long mostBytes();

        /// Inflates into the start of `target`.
        ///
        /// @param target has room for [#mostBytes()], or for as much as is allowed
        /// @return how many bytes it held
        int inflate(byte[] target) throws IOException;
    }

    /// The body in the coding that `Content-Encoding` or `grpc-encoding` names; empty when there is
    /// none of that name.
    ///
    /// @throws IOException when its header is malformed or asks for too much
    static Optional<Inflation> of(String coding, byte[] body, int length) throws IOException {
        return switch (coding.toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> Optional.of(new GzipBody(body, length));
            case "deflate", "zlib" -> Optional.of(new DeflateBody(body, length));
            case "zstd" -> Optional.of(ZstdBody.of(body, length));
            case "snappy", "x-snappy-framed" -> Optional.of(SnappyBody.of(body, length));
            case "lz4" -> Optional.of(Lz4Body.of(body, length));
            default -> Optional.empty();
        };
    }

    /// Whether [#of] has a coding of that name.
    static boolean knows(String coding) {
        return switch (coding.toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip", "deflate", "zlib", "zstd", "snappy", "x-snappy-framed", "lz4" ->
                    true;
            default -> false;
        };
    }
}
