package dev.trine.ingest;

import dev.trine.model.Clock;
import dev.trine.model.MetricBatch;
import dev.trine.model.SampleBatch;
import dev.trine.self.Counter;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.StorageUnavailableException;
import java.time.Duration;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores Trine's own metrics as series with `job="trine"`, as a Prometheus that scrapes `/metrics`
/// would, but through the write path and not the network. What can't be stored is counted and given up:
/// the next round has newer values. The number of series is bounded by the code that registers metrics.
public final class SelfMonitoring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SelfMonitoring.class);
    private static final long STOP_MS = 1_000;

    private final MetricRegistry registry;
    private final Ingest ingest;
    private final Clock clock;
    private final String instance;
    private final Counter rounds;
    private final Counter failures;
    private final Thread thread;

    /// Starts to store them.
    ///
    /// @param every how often
    /// @param instance label of all series, the address of the API
    public SelfMonitoring(
            MetricRegistry registry, Ingest ingest, Clock clock, Duration every, String instance) {
        this.registry = registry;
        this.ingest = ingest;
        this.clock = clock;
        this.instance = instance;
        rounds =
                registry.counter(
                        "trine_self_rounds_total", "Times that the own metrics were to be stored.");
        failures =
                registry.counter(
                        "trine_self_failures_total", "Times that the own metrics were not stored.");
        thread = Thread.ofVirtual().name("self-monitoring").start(() -> run(every.toMillis()));
    }

    private void run(long everyMs) {
        try {
            while (true) {
                Thread.sleep(everyMs);
                store();
            }
        } catch (InterruptedException stopped) {
            LOG.debug("no more own metrics are stored", stopped);
        }
    }

    /// Stores the values of this moment.
    void store() throws InterruptedException {
        rounds.increment();
        try {
            ingest.append(batch(), Rejections.NONE);
        } catch (StorageUnavailableException unavailable) {
            failures.increment();
            LOG.debug("own metrics were not stored", unavailable);
        } catch (RuntimeException unexpected) {
            failures.increment();
            LOG.warn("own metrics were not stored", unexpected);
        }
    }

    private MetricBatch batch() {
        SampleBatch batch = new SampleBatch();
        long nowMs = clock.unixNanos() / 1_000_000;
        registry.visit((name, labels, type, help, value) -> {
            TreeMap<String, String> all = new TreeMap<>();
            all.put("job", "trine");
            all.put("instance", instance);
            for (int i = 0; i < labels.length; i += 2) {
                if (!labels[i + 1].isEmpty()) {
                    all.put(labels[i], labels[i + 1]);
                }
            }
            batch.add(name, all, new SampleBatch.About(type, help), nowMs, value);
        });
        return batch.batch();
    }

    /// Stops; what is being stored is finished or given up within a second.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(STOP_MS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
