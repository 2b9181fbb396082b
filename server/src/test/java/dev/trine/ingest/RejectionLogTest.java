package dev.trine.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.Clock;
import dev.trine.model.Signal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RejectionLogTest {
    private long now;

    private final RejectionLog log =
            new RejectionLog(
                    new Clock() {
                        @Override
                        public long unixNanos() {
                            return now;
                        }

                        @Override
                        public long monotonicNanos() {
                            return now;
                        }
                    });

    private void add(String reason) {
        now++;
        log.add(Optional.of(Signal.LOGS), "OTLP/gRPC", 400, reason, "fix it");
    }

    @Test
    void countsReasonsThatDifferInNumbersOnlyAsOne() {
        add("malformed at byte 7");
        add("too large");
        add("malformed at byte 1234");
        assertThat(log.latest())
                .extracting(
                        RejectionLog.Entry::reason,
                        RejectionLog.Entry::count,
                        RejectionLog.Entry::unixNanos)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("malformed at byte 1234", 2L, 3L),
                        org.assertj.core.groups.Tuple.tuple("too large", 1L, 2L));
    }

    @Test
    void keepsTheLastFifty() {
        for (char first = 'a'; first <= 'z'; first++) {
            add(first + "a");
            add(first + "b");
            add(first + "c");
        }
        assertThat(log.latest()).hasSize(50);
        assertThat(log.latest().getFirst().reason()).isEqualTo("zc");
        assertThat(log.latest().getLast().reason()).isEqualTo("jb");
    }

    @Test
    void cutsLongReasons() {
        add("x".repeat(100_000));
        assertThat(log.latest().getFirst().reason()).hasSizeLessThan(600);
    }
}
