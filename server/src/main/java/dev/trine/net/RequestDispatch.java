package dev.trine.net;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes every request of every listener to its endpoint, on a virtual thread of its own, and turns
/// whatever goes wrong into an answer: the one place where failures become statuses.
final class RequestDispatch extends Handler.Abstract.NonBlocking {
    private static final Logger LOG = LoggerFactory.getLogger(RequestDispatch.class);

    /// Routes of a listener, and by which names it may be reached.
    record Target(Router router, HostCheck hosts) {}

    private final Function<Connector, Target> targets;
    private final NetLimits limits;
    private final ByteBudget budget;
    private final BufferPool pool = new BufferPool();
    private final UnderWay underWay;
    private final NetMetrics metrics;
    private final GrpcCalls grpc;
    private final ThreadFactory threads = Thread.ofVirtual().name("request-", 0).factory();

    RequestDispatch(
            Function<Connector, Target> targets,
            NetLimits limits,
            ByteBudget budget,
            UnderWay underWay,
            NetMetrics metrics) {
        this.targets = targets;
        this.limits = limits;
        this.budget = budget;
        this.underWay = underWay;
        this.metrics = metrics;
        this.grpc = new GrpcCalls(limits, metrics);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        boolean entered = underWay.enter();
        if (request.getConnectionMetaData().getConnection().getEndPoint()
                instanceof WatchedEndPoint endPoint) {
            endPoint.requestBegan();
        }
        threads.newThread(() -> answer(request, response, callback, entered)).start();
        return true;
    }

    private void answer(Request request, Response response, Callback callback, boolean entered) {
        try (BodyMemory memory = new BodyMemory(budget, pool)) {
            serve(request, response, memory, entered);
            ended(request);
            callback.succeeded();
        } catch (InterruptedException | IOException gone) {
            LOG.debug(
                    "{} {}: the client has gone",
                    request.getMethod(),
                    request.getHttpURI().getPath(),
                    gone);
            callback.failed(new Request.Handler.AbortException(gone));
        } catch (RuntimeException | Error unexpected) {
            LOG.error(
                    "{} {} failed while it was answered",
                    request.getMethod(),
                    request.getHttpURI().getPath(),
                    unexpected);
            callback.failed(unexpected);
        } finally {
            if (entered) {
                underWay.leave();
            }
        }
    }

    private static void ended(Request request) {
        if (request.getConnectionMetaData().getConnection().getEndPoint()
                instanceof WatchedEndPoint endPoint) {
            endPoint.requestEnded();
        }
    }

    private void serve(Request request, Response response, BodyMemory memory, boolean entered)
            throws IOException, InterruptedException {
        secure(response.getHeaders());
        Target target = targets.apply(request.getConnectionMetaData().getConnector());
        Optional<RequestPath> path =
                RequestPath.parse(String.valueOf(request.getHttpURI().getPath()));
        String shown = path.map(RequestPath::text).orElse("");
        Router.Match match =
                path.map(p -> target.router.find(request.getMethod(), p))
                        .orElseGet(Router.Match.Unknown::new);
        JettyExchange exchange =
                new JettyExchange(
                        request,
                        response,
                        limits,
                        memory,
                        shown,
                        match instanceof Router.Match.Found found ? found.parameters() : Map.of());
        Optional<HttpFailure> refusal = refusal(request, target, entered);
        if (exchange.mediaType().startsWith("application/grpc")) {
            grpc.serve(request, exchange, target.router, refusal);
        } else {
            serveHttp(request, response, exchange, match, refusal);
        }
        lingerWhenUnread(request, exchange);
    }

    private static void secure(HttpFields.Mutable headers) {
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
    }

    private Optional<HttpFailure> refusal(Request request, Target target, boolean entered) {
        if (!entered) {
            return Optional.of(
                    new HttpFailure(
                            503,
                            underWay.stopping()
                                    ? "the server is stopping"
                                    : "more than "
                                            + limits.requests()
                                            + " requests are being answered: send again later",
                            OptionalInt.of(1)));
        }
        String host = Optional.ofNullable(Request.getServerName(request)).orElse("");
        boolean allowed =
                request.getHeaders().get(HttpHeader.HOST) == null || target.hosts.allows(host);
        return allowed
                ? Optional.empty()
                : Optional.of(
                        new HttpFailure(
                                403,
                                "Host "
                                        + host
                                        + " is not a name of this machine: a listener on the loopback interface"
                                        + " is reached as localhost or by address"));
    }

    private void serveHttp(
            Request request,
            Response response,
            JettyExchange exchange,
            Router.Match match,
            Optional<HttpFailure> refusal)
            throws IOException, InterruptedException {
        Routes.FailureForm form = formOf(match);
        try {
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            endpointOf(match, exchange, request, response);
        } catch (HttpFailure failure) {
            respondFailure(exchange, form, failure);
        }
        metrics.http(
                response.getStatus(),
                exchange.bodyBytes(),
                System.nanoTime() - request.getBeginNanoTime());
    }

    private void endpointOf(
            Router.Match match, JettyExchange exchange, Request request, Response response)
            throws HttpFailure, IOException, InterruptedException {
        switch (match) {
            case Router.Match.Found found -> run(found.route(), exchange, request);
            case Router.Match.WrongMethod wrong -> {
                response.getHeaders().put(HttpHeader.ALLOW, wrong.allow());
                throw new HttpFailure(
                        405,
                        exchange.method()
                                + " is not a method of "
                                + exchange.path()
                                + " (expected: "
                                + wrong.allow()
                                + ")");
            }
            case Router.Match.Unknown _ ->
                    throw new HttpFailure(
                            404,
                            "no such path: "
                                    + (exchange.path().isEmpty()
                                            ? "(malformed)"
                                            : exchange.path()));
        }
    }

    private static Routes.FailureForm formOf(Router.Match match) {
        return switch (match) {
            case Router.Match.Found found -> found.route().failures();
            case Router.Match.WrongMethod wrong -> wrong.failures();
            case Router.Match.Unknown _ -> FailureForms.json();
        };
    }

    private void run(Routes.Route route, JettyExchange exchange, Request request)
            throws HttpFailure, IOException, InterruptedException {
        boolean read = route.method().equals("GET");
        UnderWay.Work work = underWay.begin(read, read ? watchable(request) : null);
        request.addIdleTimeoutListener(_ -> false);
        request.addFailureListener(_ -> work.abandon());
        try {
            exchange.readParameters();
            route.endpoint().handle(exchange);
            exchange.finish();
            if (!exchange.answered()) {
                throw new IllegalStateException("not answered");
            }
        } catch (RuntimeException | StackOverflowError unexpected) {
            unexpected(exchange, work, unexpected);
        } finally {
            underWay.end(work);
        }
    }

    /// The connection, when it speaks HTTP/1.1 and has nothing more to bring for this request.
    private static @Nullable WatchedEndPoint watchable(Request request) {
        boolean http1 = request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2;
        boolean bodiless =
                request.getLength() <= 0
                        && request.getHeaders().get(HttpHeader.TRANSFER_ENCODING) == null;
        return http1
                        && bodiless
                        && request.getConnectionMetaData().getConnection().getEndPoint()
                                instanceof WatchedEndPoint endPoint
                ? endPoint
                : null;
    }

    private void unexpected(JettyExchange exchange, UnderWay.Work work, Throwable unexpected)
            throws HttpFailure, IOException {
        if (work.abandoned()) {
            throw new IOException("abandoned", unexpected);
        }
        throw internal(exchange, unexpected);
    }

    /// Logs a defect once and gives the client its number.
    static HttpFailure internal(JettyExchange exchange, Throwable unexpected) throws IOException {
        String id = Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
        LOG.error("{} {} failed, id {}", exchange.method(), exchange.path(), id, unexpected);
        if (exchange.answered()) {
            throw new IOException("failed after the answer had begun", unexpected);
        }
        return new HttpFailure(500, "an error in the server: look for id " + id + " in its log");
    }

    private static void respondFailure(
            JettyExchange exchange, Routes.FailureForm form, HttpFailure failure)
            throws IOException {
        if (exchange.answered()) {
            throw new IOException("failed after the answer had begun: " + failure.getMessage());
        }
        failure.retryAfterSeconds()
                .ifPresent(seconds ->
                        exchange.responseHeader("Retry-After", Integer.toString(seconds)));
        if (exchange.hasUnreadBody()) {
            exchange.responseHeader("Connection", "close");
        }
        form.respond(exchange, failure);
    }

    /// An answer given before the body was read would be lost in the reset of the connection, if it
    /// were closed with data on its way.
    private static void lingerWhenUnread(Request request, JettyExchange exchange)
            throws InterruptedException {
        if (exchange.hasUnreadBody() && !request.getHeaders().contains(HttpHeader.EXPECT)) {
            exchange.reader().drain();
        }
    }
}
