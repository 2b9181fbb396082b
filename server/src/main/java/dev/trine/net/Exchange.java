package dev.trine.net;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One HTTP request and the answer to it. Used by one virtual thread, the one that runs the
/// endpoint; blocking is fine.
public interface Exchange {
    String method();

    /// The decoded path, without the query.
    String path();

    /// The value of a `{name}` in the route's pattern, percent-decoded.
    ///
    /// @throws IllegalArgumentException when the route has no such name
    String pathParameter(String name);

    /// The first value of a query parameter.
    Optional<String> query(String name);

    /// All values of a query parameter, in order.
    List<String> queryAll(String name);

    /// Names of all query parameters, in order, each once.
    List<String> queryNames();

    /// The first value of a request header.
    Optional<String> header(String name);

    /// The media type of the body, lower case, without parameters; "" when there is none.
    String mediaType();

    /// Reads the whole body, inflated by its Content-Encoding, within the limits of the listener.
    /// The memory stays reserved from the process-wide budget until the exchange ends.
    ///
    /// @throws HttpFailure when it is too large, cut off, too slow or wrongly encoded
    Body body() throws HttpFailure, InterruptedException;

    /// The same for protocols that compress without saying so.
    ///
    /// @param codingWhenNone the Content-Encoding of a body that comes without one
    Body body(String codingWhenNone) throws HttpFailure, InterruptedException;

    /// Sets a response header; before the answer is sent.
    void responseHeader(String name, String value);

    /// Sends a whole answer. Once only.
    void respond(int status, String contentType, byte[] body) throws IOException;

    /// Starts an answer whose body is streamed. Closing the stream ends it; a write fails with an
    /// IOException once the client has gone.
    OutputStream respondStream(int status, String contentType) throws IOException;

    /// Answers by making the connection a WebSocket. Once only; the exchange ends with it.
    ///
    /// @param opened told when texts can be sent, after the endpoint has returned; not to block
    /// @throws HttpFailure when the client did not ask for one, or is a page of another origin
    void upgrade(Consumer<TextSocket> opened) throws HttpFailure;

    /// A body's bytes: `bytes[0, length)`; the array may be longer and belongs to the exchange.
    record Body(byte[] bytes, int length) {}
}
