package dev.trine.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/// Keeps web pages from reaching a listener on the loopback interface by DNS rebinding: a page of
/// `evil.example` whose name suddenly resolves to 127.0.0.1 is of the same origin as Trine to the
/// browser, but it still sends its own name as `Host`.
///
/// On a loopback bind a request's `Host` must be an address (which can't be rebound), `localhost` or
/// a name under it, the bound host itself, or `host.docker.internal` (by which containers reach the
/// machine they run on). Other binds take any name: they are reached by names unknown here.
final class HostCheck {
    private final String boundHost;
    private final boolean loopback;

    HostCheck(String boundHost) {
        this.boundHost = boundHost.toLowerCase(Locale.ROOT);
        this.loopback = isLoopback(boundHost);
    }

    /// @param host of the request, without the port; "" when it has none, as in HTTP/1.0
    boolean allows(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return !loopback
                || name.isEmpty()
                || name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("host.docker.internal")
                || name.equals(boundHost)
                || isAddress(name);
    }

    private static boolean isAddress(String host) {
        if (host.startsWith("[") || host.indexOf(':') >= 0) {
            return true;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
