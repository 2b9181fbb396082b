package dev.trine.storage.tombstone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trine.model.TimeRange;
import dev.trine.storage.codec.MalformedPageException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TombstoneFileTest {
    private static final List<Tombstone> TWO =
            List.of(
                    new Tombstone(7, new TimeRange(-5, 1_000), new long[] {1, 2, 3, 4}),
                    new Tombstone(300, TimeRange.ALL, new long[] {-1, -2}));

    @Test
    void whatWasWrittenIsRead() {
        assertThat(TombstoneFile.decode(TombstoneFile.encode(TWO))).isEqualTo(TWO);
        assertThat(TombstoneFile.decode(TombstoneFile.encode(List.of()))).isEmpty();
    }

    /// The bytes of version 1, as docs/formats/tombstones.md draws them; the checksum apart.
    @Test
    void theBytesAreThoseOfTheFormat() {
        byte[] bytes =
                TombstoneFile.encode(
                        List.of(new Tombstone(300, new TimeRange(-1, 2), new long[] {1, 2})));
        assertThat(HexFormat.of().formatHex(bytes, 0, bytes.length - 4))
                .isEqualTo(
                        "5452494e4544454c" // TRINEDEL
                                + "01000000"
                                + "01"
                                + "ac02"
                                + "01"
                                + "04"
                                + "01"
                                + "0100000000000000"
                                + "0200000000000000");
    }

    @Test
    void everyFlippedBitAndEveryCutIsNoticed() {
        byte[] bytes = TombstoneFile.encode(TWO);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> TombstoneFile.decode(damaged))
                    .isInstanceOf(MalformedPageException.class);
        }
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> TombstoneFile.decode(cut))
                    .isInstanceOf(MalformedPageException.class);
        }
    }
}
