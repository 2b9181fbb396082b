package dev.trine.net;

import java.util.OptionalInt;

/// Answers the calls of one unary gRPC method.
@FunctionalInterface
public interface GrpcEndpoint {
    /// Answers one call, on a virtual thread of its own.
    ///
    /// @param exchange for the path and the headers; the answer is not sent through it
    /// @param message the request message, inflated; belongs to the exchange
    /// @return the response message
    /// @throws HttpFailure answered with the gRPC status of the same meaning, see [GrpcStatus]
    byte[] call(Exchange exchange, Exchange.Body message) throws HttpFailure, InterruptedException;

    /// Encodes a `google.rpc.Status` for `grpc-status-details-bin`.
    @FunctionalInterface
    interface StatusDetails {
        /// @param code gRPC status code
        /// @param retryAfterSeconds goes into a RetryInfo when it is there
        byte[] encode(int code, String message, OptionalInt retryAfterSeconds);
    }
}
