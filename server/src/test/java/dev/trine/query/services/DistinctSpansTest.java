package dev.trine.query.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.Clock;
import dev.trine.model.SpanBatch;
import dev.trine.query.exec.Query;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DistinctSpansTest {
    private record Key(long high, long low, long span) {}

    /// Against a set of the JDK: few traces and span ids, so that most spans come again, and large
    /// traces among them.
    @Test
    void aSpanIsNewOnce() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Query query = new Query(new StoppedClock(), 1_000, 64 << 20);
        long free = query.freeBytes();
        for (int round = 0; round < 20; round++) {
            DistinctSpans distinct = new DistinctSpans(query);
            Set<Key> known = new HashSet<>();
            int traces = 1 + random.nextInt(1 << random.nextInt(13));
            for (int i = 0; i < 20_000; i++) {
                long trace = random.nextInt(traces);
                Key key = new Key(trace % 3, trace, random.nextInt(200));
                assertThat(distinct.add(span(key), 0))
                        .as("seed %d, %s", seed, key)
                        .isEqualTo(known.add(key));
            }
            distinct.release();
            assertThat(query.freeBytes()).isEqualTo(free);
        }
    }

    private static SpanBatch span(Key key) {
        SpanBatch batch = new SpanBatch(1);
        batch.traceIdHigh.append(key.high);
        batch.traceIdLow.append(key.low);
        batch.spanId.append(key.span);
        return batch;
    }

    private static final class StoppedClock implements Clock {
        @Override
        public long unixNanos() {
            return 0;
        }

        @Override
        public long monotonicNanos() {
            return 0;
        }
    }
}
