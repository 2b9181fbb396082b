package dev.trine.protocol.tinyobs;

import dev.trine.net.Exchange;
import dev.trine.net.HttpFailure;

/// What a request body has to be.
final class JsonBody {
    static final String TYPE = "application/json";

    private JsonBody() {}

    /// Requires a request to say that it is JSON. Web pages of other origins can post text and forms to
    /// a port on the loopback interface without asking; JSON they cannot.
    static void require(Exchange exchange) throws HttpFailure {
        if (!exchange.mediaType().equals(TYPE)) {
            throw new HttpFailure(
                    415,
                    "Content-Type must be "
                            + TYPE
                            + (exchange.mediaType().isEmpty()
                                    ? ""
                                    : ", not " + exchange.mediaType()));
        }
    }
}
