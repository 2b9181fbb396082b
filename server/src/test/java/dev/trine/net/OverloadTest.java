package dev.trine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OverloadTest {
    private static final String POST =
            "POST /hold HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n";

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    private Routes routes() {
        return new Routes()
                .add("POST", "/hold", this::hold, FailureForms.json())
                .add(
                        "GET",
                        "/ok",
                        e -> e.respond(200, "text/plain", new byte[] {'o', 'k'}),
                        FailureForms.json());
    }

    private void hold(Exchange exchange)
            throws java.io.IOException, InterruptedException, HttpFailure {
        exchange.body();
        entered.countDown();
        release.await(10, TimeUnit.SECONDS);
        exchange.respond(200, "text/plain", new byte[0]);
    }

    private static NetLimits limits(long inFlightBytes, long headerMs, int requests) {
        return new NetLimits(
                64L << 20, inFlightBytes, 2_000, 4_000, headerMs, 60_000, 100, requests);
    }

    @Test
    void tellsClientsToComeBackWhenTheMemoryIsTaken() throws Exception {
        try (TestServer server = new TestServer(limits(1 << 20, 10_000, 10), routes());
                RawClient first = server.client();
                RawClient second = server.client()) {
            byte[] body = new byte[700_000];
            first.send(POST.formatted(body.length)).send(body);
            assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();

            second.send(POST.formatted(body.length)).send(body);
            RawClient.Answer refused = second.answer();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.headers()).containsEntry("retry-after", "1");

            release.countDown();
            assertThat(first.answer().status()).isEqualTo(200);
            assertThat(first.send(POST.formatted(body.length)).send(body).answer().status())
                    .isEqualTo(200);
        }
    }

    /// Growing takes the old array and the new one at once; knowing the length, it need not come to that.
    @Test
    void takesABodyThatNeedsNearlyAllOfTheMemoryWhenItsLengthIsKnown() throws Exception {
        release.countDown();
        byte[] body = new byte[8 << 20];
        try (TestServer server = new TestServer(limits(9 << 20, 10_000, 10), routes());
                RawClient known = server.client();
                RawClient unknown = server.client()) {
            known.send(POST.formatted(body.length)).send(body);
            assertThat(known.answer().status()).isEqualTo(200);
            unknown.send(
                    "POST /hold HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
            unknown.send("800000\r\n").send(body).send("\r\n0\r\n\r\n");
            assertThat(unknown.answer().status()).isEqualTo(413);
        }
    }

    @Test
    void refusesForGoodWhatCanNeverFit() throws Exception {
        try (TestServer server = new TestServer(limits(1 << 20, 10_000, 10), routes());
                RawClient client = server.client()) {
            client.send(POST.formatted(3 << 20)).send(new byte[3 << 20]);
            assertThat(client.answer().status()).isEqualTo(413);
        }
    }

    @Test
    void tellsClientsToComeBackWhenThereAreTooManyRequests() throws Exception {
        try (TestServer server = new TestServer(limits(1 << 20, 10_000, 1), routes());
                RawClient first = server.client();
                RawClient second = server.client()) {
            first.send(POST.formatted(1)).send("x");
            assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
            RawClient.Answer refused =
                    second.send("GET /ok HTTP/1.1\r\nHost: localhost\r\n\r\n").answer();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.headers()).containsEntry("retry-after", "1");
            release.countDown();
        }
    }

    @Test
    void closesSlowHttp2HeadersWhileOthersAreServed() throws Exception {
        byte[] settings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
        byte[] headersWithoutEnd = {0, 0, 2, 1, 0, 0, 0, 0, 1, (byte) 0x82, (byte) 0x86};
        byte[] emptyContinuation = {0, 0, 0, 9, 0, 0, 0, 0, 1};
        try (TestServer server = new TestServer(limits(1 << 20, 2_000, 10), routes());
                RawClient slow = server.client();
                RawClient idle = server.client()) {
            idle.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").send(settings);
            slow.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").send(settings).send(headersWithoutEnd);
            long start = System.nanoTime();
            boolean closed = false;
            while (!closed && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20)) {
                try {
                    slow.send(emptyContinuation);
                    Thread.sleep(300);
                } catch (java.io.IOException reset) {
                    closed = true;
                }
                try (RawClient other = server.client()) {
                    other.send("GET /ok HTTP/1.1\r\nHost: localhost\r\n\r\n");
                    assertThat(other.answer().text()).isEqualTo("ok");
                }
            }
            assertThat(closed).isTrue();
            assertThat(System.nanoTime() - start)
                    .isBetween(TimeUnit.MILLISECONDS.toNanos(900), TimeUnit.SECONDS.toNanos(10));
            idle.send(settings); // still open: nothing of it is unfinished
        }
    }

    @Test
    void closesSlowHeadersWhileOthersAreServed() throws Exception {
        try (TestServer server = new TestServer(limits(1 << 20, 2_000, 10), routes());
                RawClient slow = server.client()) {
            slow.send("GET /ok HTTP/1.1\r\n");
            long start = System.nanoTime();
            boolean closed = false;
            while (!closed && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10)) {
                try {
                    slow.send("X: y\r\n");
                    Thread.sleep(100);
                } catch (java.io.IOException reset) {
                    closed = true;
                }
                try (RawClient other = server.client()) {
                    assertThat(
                                    other.send("GET /ok HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                            .answer()
                                            .text())
                            .isEqualTo("ok");
                }
            }
            assertThat(closed).isTrue();
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(8));
        }
    }

    @Test
    void stopsInTimeAndLetsAWriteEnd() throws Exception {
        RawClient.Answer answer;
        try (TestServer server = new TestServer(limits(1 << 20, 10_000, 10), routes());
                RawClient writing = server.client();
                RawClient idle = server.client()) {
            writing.send(POST.formatted(1)).send("x");
            assertThat(idle.send("GET /ok HTTP/1.1\r\nHost: localhost\r\n\r\n").answer().status())
                    .isEqualTo(200);
            assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            Thread.sleep(300);
                        } catch (InterruptedException interrupted) {
                            throw new IllegalStateException(interrupted);
                        }
                        release.countDown();
                    });
            long start = System.nanoTime();
            assertThat(server.server.stop(5_000)).isTrue();
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(3));
            answer = writing.answer();
        }
        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEmpty();
    }
}
