package dev.trine.net;

/// A WebSocket on which the server sends texts. What the client sends is passed over, but for pings and
/// the end. Safe for use by many threads.
public interface TextSocket {
    /// Whether both sides still take part.
    boolean isOpen();

    /// Starts to send a text.
    ///
    /// @return false when the text before is still on its way, or the socket is closed: nothing is sent
    ///     then
    boolean send(String text);

    /// Says good-bye and closes.
    void close();
}
