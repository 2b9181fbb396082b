package dev.trine.cli.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running shop: back end, front end and, if wanted, customers. Started together, because their
/// start-ups overlap well; stopped in reverse.
public final class Shop implements AutoCloseable {
    /// For all of them together, so that the server behind still has time to stop within 5 s.
    private static final Duration STOP_LIMIT = Duration.ofMillis(2_500);

    private static final int TAIL_LINES = 15;
    private static final int CONNECT_TIMEOUT_MS = 200;

    /// What a Java process ends with on Ctrl-C, which a terminal sends to all of them at once.
    private static final int INTERRUPTED = 130;

    private static final Logger LOG = LoggerFactory.getLogger(Shop.class);

    private final ShopPlan plan;
    private final Listener listener;
    private final List<DemoProcess> processes = new ArrayList<>();
    private volatile boolean stopping;

    /// Hears of a process that ended though nobody asked it to. Called on a thread of its own.
    @FunctionalInterface
    public interface Listener {
        /// @param name `frontend`, `backend` or `traffic`
        /// @param exitCode as the system reports it
        /// @param lastLines the last of what it printed, may be empty
        void ended(String name, int exitCode, String lastLines);
    }

    private Shop(ShopPlan plan, Listener listener) {
        this.plan = plan;
        this.listener = listener;
    }

    /// Starts all processes and returns at once.
    ///
    /// @throws DemoException when a port is taken or a process can't be started; nothing is left
    ///     running
    public static Shop start(ShopPlan plan, Listener listener) throws DemoException {
        checkFree(plan.backendPort(), "backend");
        checkFree(plan.frontendPort(), "frontend");
        Shop shop = new Shop(plan, listener);
        try {
            shop.startAll();
            return shop;
        } catch (IOException e) {
            shop.close();
            throw new DemoException("the demo's services can't be started: " + e.getMessage(), e);
        }
    }

    /// Whether the back end accepts connections.
    public boolean backendAnswers() {
        return accepts(plan.backend());
    }

    /// Whether the front end accepts connections.
    public boolean frontendAnswers() {
        return accepts(plan.frontend());
    }

    /// Whether a process is running.
    public boolean alive(String name) {
        return find(name).map(DemoProcess::alive).orElse(false);
    }

    /// The process id of a process that was started.
    public long pid(String name) {
        return find(name).orElseThrow().pid();
    }

    /// Stops the customers, then the front end, then the back end: all are asked at once in that
    /// order, and those that are still there after 2.5 s are killed.
    @Override
    public void close() {
        stopping = true;
        List<DemoProcess> reversed = new ArrayList<>(processes);
        Collections.reverse(reversed);
        reversed.forEach(DemoProcess::requestStop);
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        try {
            for (DemoProcess process : reversed) {
                long left = Math.max(0, deadline - System.nanoTime());
                process.awaitStop(Duration.ofNanos(left));
            }
        } catch (InterruptedException e) {
            LOG.warn("interrupted while the demo's services stop; they end by themselves");
            Thread.currentThread().interrupt();
        }
    }

    private void startAll() throws IOException {
        start("backend", plan.backendCommand(), plan.backendEnvironment());
        start("frontend", plan.frontendCommand(), plan.frontendEnvironment());
        if (plan.traffic()) {
            start("traffic", plan.trafficCommand(), Map.of());
        }
    }

    private void start(String name, List<String> command, Map<String, String> environment)
            throws IOException {
        BoundedLog log = new BoundedLog(plan.logs().map(folder -> folder.resolve(name + ".log")));
        processes.add(
                DemoProcess.start(name, command, plan.folder(), environment, log, this::ended));
    }

    private void ended(DemoProcess process, int exitCode) {
        if (!stopping && exitCode != INTERRUPTED) {
            listener.ended(process.name(), exitCode, process.lastLines(TAIL_LINES));
        }
    }

    private Optional<DemoProcess> find(String name) {
        return processes.stream().filter(process -> process.name().equals(name)).findFirst();
    }

    private static void checkFree(int port, String service) throws DemoException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket socket = new ServerSocket(port, 1, loopback)) {
            LOG.debug("{} will listen on {}", service, socket);
        } catch (IOException e) {
            throw new DemoException(
                    "port "
                            + port
                            + " is taken, which the demo's "
                            + service
                            + " needs; choose another with --"
                            + service
                            + ".port.",
                    e);
        }
    }

    private static boolean accepts(URI address) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()),
                    CONNECT_TIMEOUT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
