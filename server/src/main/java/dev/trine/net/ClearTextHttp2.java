package dev.trine.net;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.jspecify.annotations.Nullable;

/// HTTP/2 in clear text, for clients that begin with its preface ("prior knowledge", RFC 9113, 3.3).
///
/// `Upgrade: h2c` is ignored, as a server may: RFC 9113 dropped it, and the answer to the upgrading
/// request is where implementations disagree (the JDK's client fails when it is larger than its
/// receive window). Such a client gets its answer over HTTP/1.1.
final class ClearTextHttp2 extends HTTP2CServerConnectionFactory {
    ClearTextHttp2(HttpConfiguration configuration) {
        super(configuration);
    }

    @Override
    public @Nullable Connection upgradeConnection(
            Connector connector,
            EndPoint endPoint,
            MetaData.Request request,
            HttpFields.Mutable response101) {
        // Jetty hands over the preface as a request with this method.
        return HttpMethod.PRI.is(request.getMethod())
                ? super.upgradeConnection(connector, endPoint, request, response101)
                : null;
    }
}
