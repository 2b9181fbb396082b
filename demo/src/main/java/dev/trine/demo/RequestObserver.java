package dev.trine.demo;

/// Counts and times the requests of a service.
public interface RequestObserver {
    /// A request arrived for a path the service knows.
    void started(String route);

    /// The request that [#started(String)] announced was answered.
    ///
    /// @param nanos from arrival to answer
    void finished(String route, String method, int status, long nanos);

    /// Watches nothing.
    static RequestObserver none() {
        return new RequestObserver() {
            @Override
            public void started(String route) {}

            @Override
            public void finished(String route, String method, int status, long nanos) {}
        };
    }
}
