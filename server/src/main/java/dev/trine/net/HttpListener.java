package dev.trine.net;

/// Where to listen.
///
/// @param flag the option that sets this listener, as users write it: `--listen.http`
/// @param host a name or an address; the listener is bound to exactly that
/// @param port 0..65535; 0 = any free one
public record HttpListener(String flag, String host, int port) {
    public HttpListener {
        if (host.isBlank()) {
            throw new IllegalArgumentException(flag + ": no host (expected: HOST:PORT)");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(flag + ": port " + port + " (expected: 0..65535)");
        }
    }
}
