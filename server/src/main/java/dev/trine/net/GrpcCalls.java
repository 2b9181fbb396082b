package dev.trine.net;

import dev.trine.net.inflate.Inflation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/// Unary gRPC over HTTP/2: one message in, one message out.
///
/// Source: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
///
/// ```
/// HEADERS  :method POST, :path /package.Service/Method, content-type application/grpc[+proto],
///          grpc-encoding, grpc-timeout
/// DATA     compressed(1: 0 or 1)  length(4, big-endian)  message
/// → HEADERS :status 200 …  DATA (framed likewise)  HEADERS grpc-status, grpc-message
/// ```
final class GrpcCalls {
    private static final int PREFIX_BYTES = 5;
    private static final int MESSAGE_CHARS = 1024;
    private static final String ACCEPTED = "identity,gzip,zstd,deflate,snappy";

    private final NetLimits limits;
    private final NetMetrics metrics;

    GrpcCalls(NetLimits limits, NetMetrics metrics) {
        this.limits = limits;
        this.metrics = metrics;
    }

    void serve(
            Request request, JettyExchange exchange, Router router, Optional<HttpFailure> refusal)
            throws IOException, InterruptedException {
        Optional<Routes.GrpcRoute> route = router.grpc(exchange.path());
        GrpcEndpoint.StatusDetails details =
                route.map(Routes.GrpcRoute::details).orElse((_, _, _) -> new byte[0]);
        request.addIdleTimeoutListener(_ -> false);
        int code = GrpcStatus.OK;
        long bodyBytes = 0;
        try {
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            check(request, exchange);
            Routes.GrpcRoute found =
                    route.orElseThrow(
                            () -> new HttpFailure(404, "unknown method: " + exchange.path()));
            Exchange.Body message = message(exchange);
            bodyBytes = message.length();
            respond(exchange, call(request, exchange, found, message));
        } catch (HttpFailure failure) {
            code = GrpcStatus.ofHttp(failure.status());
            respondFailure(
                    exchange,
                    code,
                    shortened(failure.getMessage()),
                    failure.retryAfterSeconds(),
                    details);
        }
        metrics.grpc(code, bodyBytes, System.nanoTime() - request.getBeginNanoTime());
    }

    private static void check(Request request, JettyExchange exchange) throws HttpFailure {
        String type = exchange.mediaType();
        if (!type.equals("application/grpc") && !type.equals("application/grpc+proto")) {
            throw new HttpFailure(
                    415,
                    type + " is not taken (expected: application/grpc or application/grpc+proto)");
        }
        if (request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2) {
            throw new HttpFailure(
                    415,
                    "gRPC needs HTTP/2, this is "
                            + request.getConnectionMetaData().getHttpVersion());
        }
        if (!exchange.method().equals("POST")) {
            throw new HttpFailure(405, "gRPC needs POST, this is " + exchange.method());
        }
    }

    private static byte[] call(
            Request request, JettyExchange exchange, Routes.GrpcRoute route, Exchange.Body message)
            throws HttpFailure, InterruptedException, IOException {
        long limitNanos =
                exchange.header("grpc-timeout").map(GrpcCalls::timeoutNanos).orElse(Long.MAX_VALUE);
        if (System.nanoTime() - request.getBeginNanoTime() > limitNanos) {
            throw new HttpFailure(408, "the deadline passed while the request was read");
        }
        try {
            return route.endpoint().call(exchange, message);
        } catch (RuntimeException | StackOverflowError unexpected) {
            throw RequestDispatch.internal(exchange, unexpected);
        }
    }

    private Exchange.Body message(JettyExchange exchange) throws HttpFailure, InterruptedException {
        String coding = exchange.header("grpc-encoding").orElse("identity");
        boolean plain = coding.equals("identity");
        if (!plain && !Inflation.knows(coding)) {
            throw new HttpFailure(
                    415,
                    "grpc-encoding "
                            + coding
                            + " is not known (expected one of: "
                            + ACCEPTED
                            + ")");
        }
        byte[] prefix = new byte[PREFIX_BYTES];
        Exchange.Body body =
                exchange.reader().readAll(exchange.memory(), limits.bodyBytes(), prefix);
        long length = ByteBuffer.wrap(prefix, 1, 4).getInt() & 0xFFFF_FFFFL;
        if (length != body.length()) {
            throw new HttpFailure(
                    400,
                    "the message is "
                            + body.length()
                            + " bytes long (expected: the "
                            + length
                            + " its frame tells)");
        }
        return switch (prefix[0]) {
            case 0 -> body;
            case 1 -> inflated(exchange, coding, plain, body);
            default ->
                    throw new HttpFailure(
                            400, "compressed flag: " + prefix[0] + " (expected: 0 or 1)");
        };
    }

    private Exchange.Body inflated(
            JettyExchange exchange, String coding, boolean plain, Exchange.Body body)
            throws HttpFailure, InterruptedException {
        if (plain) {
            throw new HttpFailure(400, "the message is compressed, but there is no grpc-encoding");
        }
        Exchange.Body inflated =
                new BodyInflater(exchange.memory(), limits.bodyBytes())
                        .inflate(coding, body.bytes(), body.length());
        exchange.memory().give(body.bytes());
        return inflated;
    }

    /// A grpc-timeout such as `10S`; one that can't be read is none.
    static long timeoutNanos(String text) {
        if (text.length() < 2 || text.length() > 9) {
            return Long.MAX_VALUE;
        }
        long amount = 0;
        for (int i = 0; i < text.length() - 1; i++) {
            int digit = Character.digit(text.charAt(i), 10);
            if (digit < 0) {
                return Long.MAX_VALUE;
            }
            amount = amount * 10 + digit;
        }
        return switch (text.charAt(text.length() - 1)) {
            case 'H' -> TimeUnit.HOURS.toNanos(amount);
            case 'M' -> TimeUnit.MINUTES.toNanos(amount);
            case 'S' -> TimeUnit.SECONDS.toNanos(amount);
            case 'm' -> TimeUnit.MILLISECONDS.toNanos(amount);
            case 'u' -> TimeUnit.MICROSECONDS.toNanos(amount);
            case 'n' -> amount;
            default -> Long.MAX_VALUE;
        };
    }

    private static void respond(JettyExchange exchange, byte[] message) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(PREFIX_BYTES + message.length);
        frame.put((byte) 0).putInt(message.length).put(message).flip();
        Response response = exchange.grpcResponse();
        response.getHeaders().put("grpc-accept-encoding", ACCEPTED);
        HttpFields trailers = HttpFields.build().put("grpc-status", "0");
        response.setTrailersSupplier(() -> trailers);
        WriteDone.write(response, true, frame);
    }

    /// Messages quote what the client sent, and clients take 8 KiB of headers in all.
    private static String shortened(String message) {
        if (message.length() <= MESSAGE_CHARS) {
            return message;
        }
        boolean split = Character.isHighSurrogate(message.charAt(MESSAGE_CHARS - 1));
        return message.substring(0, split ? MESSAGE_CHARS - 1 : MESSAGE_CHARS) + "…";
    }

    /// An answer of headers only.
    private static void respondFailure(
            JettyExchange exchange,
            int code,
            String message,
            OptionalInt retryAfterSeconds,
            GrpcEndpoint.StatusDetails details)
            throws IOException {
        Response response = exchange.grpcResponse();
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("grpc-accept-encoding", ACCEPTED);
        headers.put("grpc-status", Integer.toString(code));
        headers.put("grpc-message", GrpcStatus.percentEncode(message));
        byte[] status = details.encode(code, message, retryAfterSeconds);
        if (status.length > 0) {
            headers.put(
                    "grpc-status-details-bin",
                    Base64.getEncoder().withoutPadding().encodeToString(status));
        }
        WriteDone.write(response, true, ByteBuffer.allocate(0));
    }
}
