package dev.trine.wire;

/// Bytes that are not what their format says. Carries no stack trace: bad input is an everyday
/// event and must cost a sender more than it costs us.
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    private final int offset;

    /// @param offset where in the input it was noticed, in bytes from its start
    /// @param reason what is wrong, as a short phrase; shown to the sender
    public MalformedException(int offset, String reason) {
        super(reason + " at byte " + offset, null, false, false);
        this.offset = offset;
    }

    /// Where in the input it was noticed, in bytes from its start.
    public int offset() {
        return offset;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
