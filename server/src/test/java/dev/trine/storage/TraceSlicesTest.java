package dev.trine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.SpanBatch;
import dev.trine.model.TimeRange;
import dev.trine.model.TraceId;
import dev.trine.self.MetricRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Spans slice by slice of their traces: every span once, every trace in one slice.
class TraceSlicesTest {
    private static final long COLUMNS =
            SpanBatch.SCHEMA.set("trace_id_high", "trace_id_low", "span_id");

    @TempDir private Path folder;

    @Test
    void everySpanIsVisitedOnceWithAllOthersOfItsTrace() throws Exception {
        long seed = System.nanoTime();
        RandomBatches batches = new RandomBatches(seed);
        try (Storage storage = open()) {
            for (int i = 0; i < 60; i++) {
                storage.append(batches.spans(500));
                if (i == 20 || i == 40) {
                    storage.flush();
                }
            }
            for (long sliceSpans : new long[] {1_000, 7_000, 1_000_000}) {
                Visits visits = new Visits();
                storage.spans().slices(TimeRange.ALL, COLUMNS, sliceSpans, visits);
                assertThat(visits.spans).as("seed %d", seed).hasSize(30_000);
                assertThat(visits.spans.values()).as("seed %d", seed).containsOnly(1);
                assertThat(visits.sliceRows.stream().mapToInt(Integer::intValue).sum())
                        .isEqualTo(30_000);
                assertThat(visits.sliceRows)
                        .hasSizeLessThanOrEqualTo((int) (30_000 / sliceSpans) + 1);
            }
        }
    }

    /// As many trace ids as fit 64 bits count up from 1; slices are even all the same.
    @Test
    void slicesAreEvenWhateverTheIdsAreLike() {
        TraceSlices slices = new TraceSlices();
        for (int i = 1; i <= 100; i++) {
            slices.add(0, i, 1_000);
        }
        List<TraceSlice> cut = slices.cut(10_000);
        assertThat(cut).hasSize(10);
        assertThat(cut.getFirst().first()).isEqualTo(new TraceId(0, 0));
        assertThat(cut.getLast().end()).isEmpty();
        for (int i = 1; i < cut.size(); i++) {
            assertThat(cut.get(i - 1).end()).isEqualTo(Optional.of(cut.get(i).first()));
        }
        assertThat(cut.stream().filter(slice -> slice.contains(0, 55))).hasSize(1);
        assertThat(cut.getLast().contains(-1, -1)).isTrue();
    }

    @Test
    void aTraceLargerThanASliceStaysWhole() {
        TraceSlices slices = new TraceSlices();
        for (int i = 0; i < 50; i++) {
            slices.add(7, 7, 8_192);
        }
        assertThat(slices.cut(10_000)).hasSizeLessThanOrEqualTo(2);
    }

    private static final class Visits implements TraceSliceVisitor {
        private final Map<Long, Integer> spans = new HashMap<>();
        private final Map<TraceId, Integer> sliceOfTrace = new HashMap<>();
        private final List<Integer> sliceRows = new ArrayList<>();
        private int rows;

        @Override
        public void visit(SpanBatch batch, TraceSlice slice) {
            for (int row = 0; row < batch.rows(); row++) {
                TraceId id = new TraceId(batch.traceIdHigh.get(row), batch.traceIdLow.get(row));
                if (slice.contains(id.high(), id.low())) {
                    spans.merge(batch.spanId.get(row), 1, Integer::sum);
                    Integer before = sliceOfTrace.put(id, sliceRows.size());
                    assertThat(before).isIn(null, sliceRows.size());
                    rows++;
                }
            }
        }

        @Override
        public void endSlice() {
            sliceRows.add(rows);
            rows = 0;
        }
    }

    private Storage open() throws Exception {
        return Storage.open(
                new StorageOptions(
                        folder,
                        StorageOptions.Mode.DISK,
                        StorageOptions.Ack.WRITTEN,
                        Optional.empty(),
                        Optional.empty()),
                new ManualClock(),
                new MetricRegistry());
    }
}
