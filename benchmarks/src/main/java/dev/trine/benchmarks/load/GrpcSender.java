package dev.trine.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;

/// OTLP/gRPC: unary calls over one HTTP/2 connection in clear text.
final class GrpcSender implements Sender {
    private static final int TIMEOUT_SECONDS = 60;
    private static final Map<String, String> SERVICES =
            Map.of(
                    "traces", "trace.v1.TraceService",
                    "logs", "logs.v1.LogsService",
                    "metrics", "metrics.v1.MetricsService");

    private final HTTP2Client client = new HTTP2Client();
    private final Session session;
    private final HttpURI uri;

    GrpcSender(String host, int port, String signal) throws IOException, InterruptedException {
        uri =
                HttpURI.from(
                        "http://"
                                + host
                                + ':'
                                + port
                                + "/opentelemetry.proto.collector."
                                + SERVICES.get(signal)
                                + "/Export");
        try {
            client.start();
            session =
                    client.connect(new InetSocketAddress(host, port), new Session.Listener() {})
                            .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("can't connect to " + uri, e);
        }
    }

    @Override
    public boolean send(byte[] body) throws IOException, InterruptedException {
        ByteBuffer frame = ByteBuffer.allocate(5 + body.length);
        frame.put((byte) 0).putInt(body.length).put(body).flip();
        HttpFields headers =
                HttpFields.build().put("content-type", "application/grpc").put("te", "trailers");
        MetaData.Request request = new MetaData.Request("POST", uri, HttpVersion.HTTP_2, headers);
        Answer answer = new Answer();
        try {
            session.newStream(new HeadersFrame(request, null, false), answer)
                    .thenCompose(stream -> stream.data(new DataFrame(stream.getId(), frame, true)))
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return answer.acknowledged.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no answer from " + uri, e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IOException("can't stop the HTTP/2 client", e);
        }
    }

    /// Waits for the trailers and their `grpc-status`.
    private static final class Answer implements Stream.Listener {
        private final CompletableFuture<Boolean> acknowledged = new CompletableFuture<>();

        @Override
        public void onHeaders(Stream stream, HeadersFrame frame) {
            String status = frame.getMetaData().getHttpFields().get("grpc-status");
            if (status != null) {
                acknowledged.complete(status.equals("0"));
            }
            if (!frame.isEndStream()) {
                stream.demand();
            }
        }

        @Override
        public void onDataAvailable(Stream stream) {
            Stream.Data data = stream.readData();
            boolean last = data != null && data.frame().isEndStream();
            if (data != null) {
                data.release();
            }
            if (!last) {
                stream.demand();
            }
        }

        @Override
        public void onReset(Stream stream, ResetFrame frame, Callback callback) {
            acknowledged.complete(false);
            callback.succeeded();
        }

        @Override
        public void onFailure(
                Stream stream, int error, String reason, Throwable failure, Callback callback) {
            acknowledged.completeExceptionally(failure);
            callback.succeeded();
        }
    }
}
