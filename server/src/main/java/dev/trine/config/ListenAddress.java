package dev.trine.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// An address to listen on.
///
/// @param host a name or an IP address, IPv6 without brackets
/// @param port 0 takes any free port
public record ListenAddress(String host, int port) {
    public ListenAddress {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("expected HOST:PORT, such as 127.0.0.1:5002");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("expected a port of 0 to 65535");
        }
    }

    /// @param text `HOST:PORT`; an IPv6 host stands in brackets
    /// @throws IllegalArgumentException when it is no address, saying what is expected
    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("expected an IPv6 address in brackets: [::1]:5002");
        }
        return new ListenAddress(host, port(text.substring(colon + 1)));
    }

    /// Whether only this machine can reach it. A name counts as loopback when all its addresses are.
    public boolean loopback() {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            // Binding will fail and name the host.
            return false;
        }
    }

    /// The resolved address.
    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(host, port);
    }

    /// `HOST:PORT`, the form that [#parse] reads.
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}")) {
            throw new IllegalArgumentException("expected HOST:PORT, such as 127.0.0.1:5002");
        }
        return Integer.parseInt(text);
    }
}
