package dev.trine.storage.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.trine.model.Batch;
import dev.trine.model.LogBatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class BatchFrameTest {
    @Test
    void anyBatchComesBackAsItWas() throws CorruptFrameException {
        for (long seed = 0; seed < 2_000; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            Batch batch = RandomBatches.next(random, random.nextInt(30));
            byte[] payload = encode(batch);
            assertThat(RandomBatches.content(BatchFrame.decode(payload, 0, payload.length)))
                    .as("seed %d", seed)
                    .isEqualTo(RandomBatches.content(batch));
        }
    }

    @Test
    void everyTruncationIsRefused() {
        Batch batch = RandomBatches.next(new SplittableRandom(7), 12);
        byte[] payload = encode(batch);
        for (int length = 0; length < payload.length; length++) {
            byte[] cut = Arrays.copyOf(payload, length);
            assertThatExceptionOfType(CorruptFrameException.class)
                    .as("length %d", length)
                    .isThrownBy(() -> BatchFrame.decode(cut, 0, cut.length));
        }
    }

    @Test
    void aFlippedBitIsRefusedOrChangesValuesOnly() {
        for (long seed = 0; seed < 6; seed++) {
            byte[] payload = encode(RandomBatches.next(new SplittableRandom(seed), 9));
            for (int bit = 0; bit < payload.length * 8; bit++) {
                byte[] flipped = payload.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                decodeOrRefuse(flipped);
            }
        }
    }

    private static void decodeOrRefuse(byte[] payload) {
        try {
            assertThat(BatchFrame.decode(payload, 0, payload.length, 1 << 16).rows())
                    .isNotNegative();
        } catch (CorruptFrameException e) {
            assertThat(e).hasMessageContaining("expected");
        }
    }

    @Test
    void hugeCountsAreRefusedBeforeAllocating() {
        // 2^31 - 1 rows of constants would take 160 GiB.
        byte[] payload = new byte[200];
        payload[0] = 1;
        payload[1] = 2;
        payload[2] = 14;
        Arrays.fill(payload, 4, 7, (byte) 0xff);
        payload[7] = 0x7f;
        assertThatExceptionOfType(CorruptFrameException.class)
                .isThrownBy(() -> BatchFrame.decode(payload, 0, payload.length))
                .withMessageContaining("heap bytes");
    }

    @Test
    void theBytesAreThoseOfTheFormat() {
        LogBatch batch = new LogBatch(0);
        row(batch, 0x1000, "ab");
        row(batch, 0x1201, "ab");
        batch.resources().append(new byte[] {7});
        // By hand from docs/formats/wal.md.
        String expected =
                "01020e0002000000" // version, logs, 14 columns, 2 rows
                        + "22" // time: base of 2 bytes, differences of 2
                        + "0010"
                        + "00000102"
                        + "00".repeat(4) // observed, trace id, span id: constant 0
                        + "1009" // severity: constant 9
                        + "00".repeat(4) // flags, dropped, resource, scope
                        + "0100".repeat(2) // severity text, event name: all empty
                        + "011002" // body: one string, of length 2
                        + "6162"
                        + "0100" // attributes: all empty
                        + "01000000" // one resource, of length 1
                        + "01100107"
                        + "00000000" // no scopes
                        + "0100";
        assertThat(HexFormat.of().formatHex(encode(batch))).isEqualTo(expected);
    }

    private static void row(LogBatch batch, long time, String body) {
        batch.timeNanos.append(time);
        batch.observedNanos.append(0);
        batch.traceIdHigh.append(0);
        batch.traceIdLow.append(0);
        batch.spanId.append(0);
        batch.severityNumber.append(9);
        batch.flags.append(0);
        batch.droppedAttributes.append(0);
        batch.resource.append(0);
        batch.scope.append(0);
        batch.severityText.appendEmpty();
        batch.eventName.appendEmpty();
        batch.body.append(body.getBytes(StandardCharsets.UTF_8));
        batch.attributes.appendEmpty();
    }

    @Test
    void columnsAddedLaterReadAsZeros() throws CorruptFrameException {
        // A log payload of an older version: no columns at all, three rows, no resources, no
        // scopes.
        byte[] payload =
                HexFormat.of()
                        .parseHex("0102000003000000" + "00000000" + "0100" + "00000000" + "0100");
        LogBatch batch = (LogBatch) BatchFrame.decode(payload, 0, payload.length);
        assertThat(batch.rows()).isEqualTo(3);
        assertThat(batch.timeNanos.get(2)).isZero();
        assertThat(batch.body.length(2)).isZero();
    }

    @Test
    void aBatchWithAShortColumnIsRefused() {
        LogBatch batch = new LogBatch(0);
        batch.timeNanos.append(1);
        assertThatIllegalArgumentException().isThrownBy(() -> BatchFrame.maxBytes(batch));
    }

    static byte[] encode(Batch batch) {
        byte[] bytes = new byte[BatchFrame.maxBytes(batch)];
        return Arrays.copyOf(bytes, BatchFrame.encode(batch, bytes, 0));
    }
}
