package dev.trine.net;

import java.io.IOException;

/// Answers the requests of one route.
@FunctionalInterface
public interface Endpoint {
    /// Answers one request, on a virtual thread of its own.
    ///
    /// @throws HttpFailure answered with its status by the listener, in the form the route asks for
    /// @throws IOException when the client has gone
    void handle(Exchange exchange) throws HttpFailure, IOException, InterruptedException;
}
