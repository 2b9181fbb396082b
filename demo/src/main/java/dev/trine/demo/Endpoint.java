package dev.trine.demo;

/// Answers the requests of one path. Called on a virtual thread of its own, so it may block.
@FunctionalInterface
public interface Endpoint {
    /// Any exception becomes a 500 (a [BadRequestException] a 400) and an error in the log.
    Reply answer(Request request) throws Exception;
}
