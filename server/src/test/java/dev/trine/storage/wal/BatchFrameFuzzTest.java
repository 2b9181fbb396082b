package dev.trine.storage.wal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.trine.model.Batch;
import java.util.Arrays;

/// Any bytes read as a batch, which then writes and reads back the same, or are refused with a
/// [CorruptFrameException].
final class BatchFrameFuzzTest {
    @FuzzTest(maxDuration = "10s")
    void payloads(byte[] payload) throws CorruptFrameException {
        Batch batch;
        try {
            batch = BatchFrame.decode(payload, 0, payload.length, 1 << 20);
        } catch (CorruptFrameException e) {
            assertThat(e).hasMessageContaining("expected");
            return;
        }
        byte[] bytes = new byte[BatchFrame.maxBytes(batch)];
        byte[] again = Arrays.copyOf(bytes, BatchFrame.encode(batch, bytes, 0));
        assertThat(RandomBatches.content(BatchFrame.decode(again, 0, again.length)))
                .isEqualTo(RandomBatches.content(batch));
    }
}
