package dev.trine.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trine.model.LogBatch;
import dev.trine.storage.StorageUnavailableException;
import org.junit.jupiter.api.Test;

class BatchMemoryTest {
    private final LogBatch batch = new LogBatch(10_000); // its columns take some 1.2 MB when empty

    @Test
    void tellsSendersToComeBackWhileOthersHoldIt() throws Exception {
        BatchMemory memory = new BatchMemory(batch.heapBytes() * 3 / 2);
        try (BatchMemory.Share first = memory.take(batch)) {
            assertThat(memory.takenBytes()).isBetween(batch.heapBytes(), batch.heapBytes() + 1024);
            assertThatThrownBy(() -> memory.take(batch))
                    .isInstanceOfSatisfying(
                            StorageUnavailableException.class,
                            refused -> assertThat(refused.retryAfterSeconds()).isEqualTo(1));
            assertThat(first).isNotNull();
        }
        assertThat(memory.takenBytes()).isZero();
        memory.take(batch).close();
    }

    @Test
    void givesABatchThatIsLargerAloneAllOfIt() throws Exception {
        BatchMemory memory = new BatchMemory(1 << 20);
        try (BatchMemory.Share all = memory.take(new LogBatch(100_000))) {
            assertThat(memory.takenBytes()).isEqualTo(1 << 20);
            assertThat(all).isNotNull();
        }
    }
}
