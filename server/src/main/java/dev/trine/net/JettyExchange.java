package dev.trine.net;

import dev.trine.net.inflate.Inflation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/// An exchange over a Jetty request. Used by the request's thread alone.
final class JettyExchange implements Exchange {
    private final Request request;
    private final Response response;
    private final NetLimits limits;
    private final BodyMemory memory;
    private final BodyReader reader;
    private final String path;
    private final Map<String, String> pathParameters;
    private final QueryString parameters = new QueryString();
    private @Nullable ResponseStream stream;
    private boolean answered;
    private long bodyBytes;

    JettyExchange(
            Request request,
            Response response,
            NetLimits limits,
            BodyMemory memory,
            String path,
            Map<String, String> pathParameters) {
        this.request = request;
        this.response = response;
        this.limits = limits;
        this.memory = memory;
        this.reader = new BodyReader(request, limits);
        this.path = path;
        this.pathParameters = pathParameters;
    }

    /// Takes the query apart, and the body when it is a submitted form.
    void readParameters() throws HttpFailure, InterruptedException {
        String query = request.getHttpURI().getQuery();
        if (query != null) {
            parameters.add(query);
        }
        if (method().equals("POST") && mediaType().equals("application/x-www-form-urlencoded")) {
            long most = Math.min(limits.bodyBytes(), NetLimits.FORM_BYTES);
            Body form = inflated(most, "identity");
            parameters.add(new String(form.bytes(), 0, form.length(), StandardCharsets.UTF_8));
        }
    }

    /// Size of the body, inflated; 0 when it was not read.
    long bodyBytes() {
        return bodyBytes;
    }

    BodyReader reader() {
        return reader;
    }

    BodyMemory memory() {
        return memory;
    }

    /// Whether the client may still be sending.
    boolean hasUnreadBody() {
        boolean hasBody =
                request.getLength() > 0
                        || request.getHeaders().get(HttpHeader.TRANSFER_ENCODING) != null
                        || (request.getLength() < 0
                                && request.getConnectionMetaData().getHttpVersion()
                                        == HttpVersion.HTTP_2
                                && !method().equals("GET")
                                && !method().equals("HEAD"));
        return hasBody && !reader.ended();
    }

    /// Whether an answer has been started.
    boolean answered() {
        return answered;
    }

    /// Ends a streamed answer that the endpoint left open.
    void finish() throws IOException {
        if (stream != null) {
            stream.close();
        }
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String pathParameter(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "path parameter: "
                            + name
                            + " (expected: one of "
                            + pathParameters.keySet()
                            + ")");
        }
        return value;
    }

    @Override
    public Optional<String> query(String name) {
        List<String> all = parameters.all(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
    }

    @Override
    public List<String> queryAll(String name) {
        return parameters.all(name);
    }

    @Override
    public List<String> queryNames() {
        return parameters.names();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    @Override
    public String mediaType() {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type == null) {
            return "";
        }
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    @Override
    public Body body() throws HttpFailure, InterruptedException {
        return inflated(limits.bodyBytes(), "identity");
    }

    @Override
    public Body body(String codingWhenNone) throws HttpFailure, InterruptedException {
        return inflated(limits.bodyBytes(), codingWhenNone);
    }

    private Body inflated(long limitBytes, String codingWhenNone)
            throws HttpFailure, InterruptedException {
        String coding = header("Content-Encoding").orElse(codingWhenNone).strip();
        boolean plain = coding.isEmpty() || coding.equalsIgnoreCase("identity");
        if (!plain && !Inflation.knows(coding)) {
            responseHeader("Accept-Encoding", Inflation.OFFERED);
            throw new HttpFailure(
                    415,
                    "Content-Encoding "
                            + coding
                            + " is not known (expected one of: "
                            + Inflation.OFFERED
                            + ")");
        }
        Body body = reader.readAll(memory, limitBytes);
        if (plain) {
            bodyBytes = body.length();
            return body;
        }
        Body inflated =
                new BodyInflater(memory, limitBytes).inflate(coding, body.bytes(), body.length());
        memory.give(body.bytes());
        bodyBytes = inflated.length();
        return inflated;
    }

    @Override
    public void responseHeader(String name, String value) {
        response.getHeaders().put(name, value);
    }

    @Override
    public void respond(int status, String contentType, byte[] body) throws IOException {
        begin(status, contentType);
        if (status != 304) { // its length would be that of the body which is not sent
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        }
        WriteDone.write(response, true, ByteBuffer.wrap(body));
    }

    @Override
    public OutputStream respondStream(int status, String contentType) {
        begin(status, contentType);
        ResponseStream started = new ResponseStream(response);
        stream = started;
        return started;
    }

    @Override
    public void upgrade(Consumer<TextSocket> opened) throws HttpFailure {
        WebSocketUpgrade.upgrade(request, response, opened);
        answered = true;
    }

    private void begin(int status, String contentType) {
        if (answered) {
            throw new IllegalStateException("answered twice: " + method() + ' ' + path);
        }
        answered = true;
        response.setStatus(status);
        if (!contentType.isEmpty()) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        }
    }

    /// The status and the trailers of a gRPC answer come with the body; see [GrpcCall].
    Response grpcResponse() {
        begin(200, "application/grpc");
        return response;
    }
}
