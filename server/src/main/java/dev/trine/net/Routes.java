package dev.trine.net;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The routes of a listener, in the order in which they are tried. Filled while the server is
/// wired, by one thread.
///
/// A pattern is a path whose segments are literal or `{name}` (one segment, not empty); a last
/// segment `{name...}` takes the rest, slashes and all.
public final class Routes {
    private final List<Route> routes = new ArrayList<>();
    private final List<GrpcRoute> grpcRoutes = new ArrayList<>();

    /// One route.
    ///
    /// @param method GET routes answer HEAD too
    /// @param failures how a [HttpFailure] is put into words
    public record Route(String method, String pattern, Endpoint endpoint, FailureForm failures) {}

    /// One gRPC method.
    ///
    /// @param path `/package.Service/Method`
    public record GrpcRoute(
            String path, GrpcEndpoint endpoint, GrpcEndpoint.StatusDetails details) {}

    /// Writes the answer to a failed request in the form of its protocol.
    @FunctionalInterface
    public interface FailureForm {
        /// Answers with the failure's status; `Retry-After` is set already.
        void respond(Exchange exchange, HttpFailure failure) throws IOException;
    }

    public Routes add(String method, String pattern, Endpoint endpoint, FailureForm failures) {
        routes.add(new Route(method, pattern, endpoint, failures));
        return this;
    }

    /// Adds a gRPC method. Calls are told from other requests by their content type, so a path can
    /// be both a method and a route.
    public Routes addGrpc(String path, GrpcEndpoint endpoint, GrpcEndpoint.StatusDetails details) {
        grpcRoutes.add(new GrpcRoute(path, endpoint, details));
        return this;
    }

    public List<GrpcRoute> allGrpc() {
        return List.copyOf(grpcRoutes);
    }

    public List<Route> all() {
        return List.copyOf(routes);
    }
}
