package dev.trine.net;

/// What clients may ask of the listeners: the one place where every bound of this layer is set.
///
/// @param bodyBytes largest request body after inflating; 64 MiB, as the OpenTelemetry Collector
///     would not send more
/// @param inFlightBytes memory for request bodies of all listeners together, compressed and
///     inflated; the default is an eighth of the heap, and a bit for the start of a body that needs all
/// @param bodyIdleMs a body that brings nothing for so long is given up (408)
/// @param bodyTotalMs a body that is not complete after so long is given up (408)
/// @param headerMs a connection whose request headers take longer than this is closed
/// @param idleConnectionMs a connection without a request is closed after this
/// @param connections open connections of all listeners; further ones wait in the backlog
/// @param requests requests being answered at once; further ones are told to come back (503)
public record NetLimits(
        long bodyBytes,
        long inFlightBytes,
        long bodyIdleMs,
        long bodyTotalMs,
        long headerMs,
        long idleConnectionMs,
        int connections,
        int requests) {
    /// Largest request line and headers: more is answered 431, a longer URL 414. Room for a PromQL
    /// query in a URL, small enough for a thousand connections at once.
    static final int HEADER_BYTES = 16 * 1024;

    /// Largest body of a submitted form: queries, which are limited to 100 KB themselves.
    static final int FORM_BYTES = 1024 * 1024;

    /// Parameters of a query or a form.
    static final int PARAMETERS = 1_000;

    public NetLimits {
        positive("bodyBytes", bodyBytes);
        positive("inFlightBytes", inFlightBytes);
        positive("bodyIdleMs", bodyIdleMs);
        positive("bodyTotalMs", bodyTotalMs);
        positive("headerMs", headerMs);
        positive("idleConnectionMs", idleConnectionMs);
        positive("connections", connections);
        positive("requests", requests);
        if (bodyBytes > 1L << 30) {
            throw new IllegalArgumentException("bodyBytes: " + bodyBytes + " (expected: <= 1 GiB)");
        }
    }

    /// The limits for a heap of `maxHeapBytes`.
    public static NetLimits forHeap(long maxHeapBytes) {
        return new NetLimits(
                64L << 20,
                (1 << 20) + maxHeapBytes / 8,
                30_000,
                60_000,
                10_000,
                60_000,
                4_096,
                1_024);
    }

    /// The same with another largest body.
    public NetLimits withBodyBytes(long bytes) {
        return new NetLimits(
                bytes,
                inFlightBytes,
                bodyIdleMs,
                bodyTotalMs,
                headerMs,
                idleConnectionMs,
                connections,
                requests);
    }

    /// The same with other times for a body to arrive.
    public NetLimits withBodyTimes(long idleMs, long totalMs) {
        return new NetLimits(
                bodyBytes,
                inFlightBytes,
                idleMs,
                totalMs,
                headerMs,
                idleConnectionMs,
                connections,
                requests);
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
