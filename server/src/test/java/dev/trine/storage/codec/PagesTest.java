package dev.trine.storage.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trine.model.BytesColumn;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PagesTest {
    private static final int[] COUNTS = {0, 1, 2, 3, 63, 64, 65, 1000, 8192};

    private final PageEncoder encoder = new PageEncoder();
    private final PageDecoder decoder = new PageDecoder(1 << 26);

    @Test
    void integersOfEveryShapeComeBackExactly() {
        for (int shape = 0; shape < PageShapes.LONG_SHAPES; shape++) {
            for (int count : COUNTS) {
                long[] values = PageShapes.longs(shape, count, new Random(shape * 31L + count));
                byte[] page = longPage(values);
                assertThat(decoder.longs(new ByteSource(page), count))
                        .as("shape %d, count %d", shape, count)
                        .isEqualTo(values);
                assertThat(page.length)
                        .as("shape %d, count %d", shape, count)
                        .isLessThanOrEqualTo(1 + 8 * count + 10);
            }
        }
    }

    @Test
    void stringsOfEveryShapeComeBackExactly() {
        for (int shape = 0; shape < PageShapes.BYTES_SHAPES; shape++) {
            for (int count : new int[] {0, 1, 2, 3, 100, 2000}) {
                byte[][] values = PageShapes.bytes(shape, count, new Random(shape * 31L + count));
                BytesColumn back = decoder.bytes(new ByteSource(bytesPage(values)), count);
                assertThat(back.size()).isEqualTo(count);
                for (int i = 0; i < count; i++) {
                    assertThat(back.copy(i)).as("shape %d, row %d", shape, i).isEqualTo(values[i]);
                }
            }
        }
    }

    @Test
    void integersOf32BitsKeepTheirSign() {
        int[] values = {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 7};
        ByteSink out = new ByteSink(16);
        encoder.ints(values, values.length, out);
        assertThat(decoder.ints(new ByteSource(out.toByteArray()), values.length))
                .isEqualTo(values);
    }

    @Test
    void aConstantTakesItsVarint() {
        // Zigzag of 150 is 300 = 0b10_0101100: low 7 bits with the top bit set, then the rest.
        assertThat(longPage(new long[] {150, 150, 150})).containsExactly(1, 0b1010_1100, 0b10);
    }

    @Test
    void packedBitsLieLowestFirst() {
        // Codec 2, zigzag(1) = 2, width of 7 - 1 is 3 bits; offsets 4 0 6 0 → 0b000_110_000_100 low
        // bits first: 0b10_000_100 = 0x84, then 0b000_1 = 0x01.
        assertThat(longPage(new long[] {5, 1, 7, 1})).containsExactly(2, 2, 3, 0x84, 0x01);
    }

    @Test
    void aSteadyClockTakesNoBits() {
        // Codec 3, zigzag(100) = 200; the steps are a constant, zigzag(10) = 20.
        assertThat(longPage(new long[] {100, 110, 120, 130, 140}))
                .containsExactly(3, 0b1100_1000, 1, 1, 20);
    }

    @Test
    void theCodecFitsTheShape() {
        Random random = new Random(5);
        assertThat(codecOf(PageShapes.longs(0, 8192, random))).isEqualTo(LongCodec.CONST.code());
        assertThat(codecOf(PageShapes.longs(1, 8192, random))).isEqualTo(LongCodec.DELTA.code());
        assertThat(codecOf(PageShapes.longs(3, 8192, random))).isEqualTo(LongCodec.RAW.code());
        assertThat(codecOf(PageShapes.longs(4, 8192, random))).isEqualTo(LongCodec.ENTROPY.code());
        assertThat(codecOf(PageShapes.longs(8, 8192, random)))
                .isEqualTo(LongCodec.DICTIONARY.code());
        assertThat(codecOf(PageShapes.longs(9, 8192, random))).isEqualTo(LongCodec.ZSTD.code());
    }

    @Test
    void aPageCutShortIsRefused() {
        for (int shape = 0; shape < PageShapes.LONG_SHAPES; shape++) {
            byte[] page = longPage(PageShapes.longs(shape, 200, new Random(shape)));
            for (int length = 0; length < page.length; length++) {
                ByteSource in = new ByteSource(page, 0, length);
                assertThatThrownBy(() -> decoder.longs(in, 200))
                        .isInstanceOf(MalformedPageException.class);
            }
        }
        for (int shape = 0; shape < PageShapes.BYTES_SHAPES; shape++) {
            byte[] page = bytesPage(PageShapes.bytes(shape, 50, new Random(shape)));
            for (int length = 0; length < page.length; length++) {
                ByteSource in = new ByteSource(page, 0, length);
                assertThatThrownBy(() -> decoder.bytes(in, 50))
                        .isInstanceOf(MalformedPageException.class);
            }
        }
    }

    @Test
    void flippedBitsAreRefusedOrGiveOtherValuesButNothingElse() {
        PageDecoder small = new PageDecoder(1 << 20);
        for (int shape = 0; shape < PageShapes.LONG_SHAPES; shape++) {
            byte[] page = longPage(PageShapes.longs(shape, 200, new Random(shape)));
            for (int bit = 0; bit < page.length * 8; bit++) {
                byte[] flipped = flip(page, bit);
                survive(() -> small.longs(new ByteSource(flipped), 200));
            }
        }
        for (int shape = 0; shape < PageShapes.BYTES_SHAPES; shape++) {
            byte[] page = bytesPage(PageShapes.bytes(shape, 50, new Random(shape)));
            for (int bit = 0; bit < Math.min(page.length, 3000) * 8; bit++) {
                byte[] flipped = flip(page, bit);
                survive(() -> small.bytes(new ByteSource(flipped), 50));
            }
        }
    }

    @Test
    void aFilterNeverForgetsAndSeldomInvents() {
        BlockBloomFilter filter = new BlockBloomFilter(10_000);
        Random random = new Random(1);
        long[] added = random.longs(10_000).toArray();
        for (long hash : added) {
            filter.add(Hash64.of(hash, ~hash));
        }
        ByteSink out = new ByteSink(16);
        filter.encode(out);
        BlockBloomFilter read = BlockBloomFilter.decode(new ByteSource(out.toByteArray()));
        assertThat(Arrays.stream(added).allMatch(h -> read.mayContain(Hash64.of(h, ~h)))).isTrue();
        long wrong = random.longs(100_000).filter(h -> read.mayContain(Hash64.of(h, ~h))).count();
        assertThat(wrong).isLessThan(500);
    }

    private static void survive(Runnable decode) {
        try {
            decode.run();
        } catch (MalformedPageException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    private static byte[] flip(byte[] page, int bit) {
        byte[] flipped = page.clone();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        return flipped;
    }

    private int codecOf(long[] values) {
        return longPage(values)[0];
    }

    private byte[] longPage(long[] values) {
        ByteSink out = new ByteSink(16);
        encoder.longs(values, values.length, out);
        return out.toByteArray();
    }

    private byte[] bytesPage(byte[][] values) {
        BytesColumn column = new BytesColumn(0, 0);
        for (byte[] value : values) {
            column.append(value);
        }
        ByteSink out = new ByteSink(16);
        encoder.column(column, out);
        return out.toByteArray();
    }
}
