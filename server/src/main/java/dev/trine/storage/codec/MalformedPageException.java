package dev.trine.storage.codec;

/// Bytes that no encoder of ours writes: cut short, out of bounds, or of an unknown codec. Behind a
/// checksum this is a defect or a forged file, never a reason to serve a value.
public final class MalformedPageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MalformedPageException(String message) {
        super(message);
    }

    public MalformedPageException(String message, Throwable cause) {
        super(message, cause);
    }
}
