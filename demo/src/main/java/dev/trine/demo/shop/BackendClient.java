package dev.trine.demo.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Calls the back end. The trace context travels in the request's headers; the agent puts it there.
final class BackendClient implements AutoCloseable {
    private final HttpClient client;
    private final URI backend;

    /// @param backend its base address, such as `http://127.0.0.1:5004`
    BackendClient(URI backend) {
        this.backend = backend;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(1))
                        .build();
    }

    /// @throws IOException when the back end does not answer in 3 s
    HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(backend.resolve(pathAndQuery)).GET());
    }

    /// @throws IOException when the back end does not answer in 3 s
    HttpResponse<String> post(String pathAndQuery) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(backend.resolve(pathAndQuery))
                        .POST(HttpRequest.BodyPublishers.noBody()));
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(
                request.timeout(Duration.ofSeconds(3)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
