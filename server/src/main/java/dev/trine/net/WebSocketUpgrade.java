package dev.trine.net;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;

/// Turns a request into a WebSocket. Browsers let pages of any origin open one and say which origin it
/// is: another than the server's own is refused. Clients that are no browsers send none.
///
/// Source: RFC 6455, sections 4.2 and 10.2.
final class WebSocketUpgrade {
    /// Clients have nothing to say but pings and the end.
    private static final int MAX_FRAME_BYTES = 4 << 10;

    private static final Duration IDLE = Duration.ofSeconds(60);

    private WebSocketUpgrade() {}

    /// @param opened told when texts can be sent
    static void upgrade(Request request, Response response, Consumer<TextSocket> opened)
            throws HttpFailure {
        String upgrade = request.getHeaders().get(HttpHeader.UPGRADE);
        if (upgrade == null || !upgrade.equalsIgnoreCase("websocket")) {
            response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
            throw new HttpFailure(426, "this is a WebSocket: connect with ws://");
        }
        requireOwnOrigin(request);
        WebSocketComponents components =
                WebSocketServerComponents.ensureWebSocketComponents(
                        request.getConnectionMetaData().getConnector().getServer());
        WebSocketNegotiator negotiator = (_, _, _) -> new JettyTextSocket(opened);
        boolean upgraded =
                new WebSocketMappings(components)
                        .upgrade(
                                negotiator,
                                request,
                                response,
                                Callback.NOOP,
                                configuration -> {
                                    configuration.setIdleTimeout(IDLE);
                                    configuration.setMaxFrameSize(MAX_FRAME_BYTES);
                                    configuration.setMaxOutgoingFrames(8);
                                });
        if (!upgraded) {
            throw new HttpFailure(400, "not the handshake of a WebSocket, version 13");
        }
    }

    private static void requireOwnOrigin(Request request) throws HttpFailure {
        Optional<String> origin = Optional.ofNullable(request.getHeaders().get(HttpHeader.ORIGIN));
        String host = String.valueOf(request.getHeaders().get(HttpHeader.HOST));
        if (origin.isPresent() && !isOrigin(origin.get(), host)) {
            throw new HttpFailure(
                    403, "pages of " + origin.get() + " may not open a WebSocket here");
        }
    }

    /// Whether an origin is that of a host, with the port that belongs to its scheme when it names none.
    static boolean isOrigin(String origin, String host) {
        try {
            URI uri = URI.create(origin);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            int standard =
                    switch (scheme) {
                        case "http" -> 80;
                        case "https" -> 443;
                        default -> -1;
                    };
            URI own = URI.create("//" + host);
            return standard > 0
                    && uri.getHost() != null
                    && uri.getHost().equalsIgnoreCase(own.getHost())
                    && port(uri, standard) == port(own, standard);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static int port(URI uri, int standard) {
        return uri.getPort() < 0 ? standard : uri.getPort();
    }
}
