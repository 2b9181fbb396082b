package dev.trine.storage;

/// A scan's thread was interrupted: the client has gone, or its time was up.
public final class ScanInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ScanInterruptedException() {
        super("the scan was interrupted");
    }
}
