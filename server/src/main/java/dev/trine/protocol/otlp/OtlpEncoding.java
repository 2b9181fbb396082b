package dev.trine.protocol.otlp;

import java.util.Optional;

/// The two encodings of OTLP over HTTP. An answer uses that of its request.
public enum OtlpEncoding {
    PROTOBUF("application/x-protobuf"),
    JSON("application/json");

    private final String mediaType;

    OtlpEncoding(String mediaType) {
        this.mediaType = mediaType;
    }

    /// Its media type, lower case, without parameters.
    public String mediaType() {
        return mediaType;
    }

    /// The encoding of a media type, given in lower case and without parameters.
    public static Optional<OtlpEncoding> ofMediaType(String mediaType) {
        for (OtlpEncoding encoding : values()) {
            if (encoding.mediaType.equals(mediaType)) {
                return Optional.of(encoding);
            }
        }
        return Optional.empty();
    }
}
