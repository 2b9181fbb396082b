package dev.trine.storage.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every codec of integers on every shape of values, whether or not it would be chosen: what is
/// written comes back to the last bit, and what is cut short or flipped never harms.
class LongCodecsTest {
    private static final int[] COUNTS = {1, 2, 3, 63, 64, 65, 1023, 1024, 1025, 8192};

    private final Zstd zstd = new Zstd();
    private final LongPageEncoder encoder = new LongPageEncoder(zstd);
    private final LongPageDecoder decoder = new LongPageDecoder(zstd);

    @ParameterizedTest
    @EnumSource(LongCodec.class)
    void everyShapeComesBackExactly(LongCodec codec) {
        for (int shape = 0; shape < PageShapes.LONG_SHAPES; shape++) {
            for (int count : COUNTS) {
                long[] values = PageShapes.longs(shape, count, new Random(shape * 31L + count));
                byte[] page = page(codec, values);
                ByteSource in = new ByteSource(page);
                long[] back = new long[count];
                decoder.decode(in, back, count, 0);
                assertThat(back).as("shape %d, count %d", shape, count).isEqualTo(values);
                assertThat(in.remaining()).as("shape %d, count %d", shape, count).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(LongCodec.class)
    void aPageCutShortIsRefused(LongCodec codec) {
        for (int shape = 0; shape < PageShapes.LONG_SHAPES; shape++) {
            byte[] page = page(codec, PageShapes.longs(shape, 150, new Random(shape)));
            for (int length = 0; length < page.length; length++) {
                ByteSource in = new ByteSource(Arrays.copyOf(page, length));
                assertThatThrownBy(() -> decoder.decode(in, new long[150], 150, 0))
                        .as("shape %d", shape)
                        .isInstanceOf(MalformedPageException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(LongCodec.class)
    void flippedBitsAreRefusedOrGiveOtherValuesButNothingElse(LongCodec codec) {
        for (int shape = 0; shape < PageShapes.LONG_SHAPES; shape++) {
            byte[] page = page(codec, PageShapes.longs(shape, 100, new Random(shape)));
            for (int bit = 0; bit < page.length * 8; bit++) {
                byte[] flipped = page.clone();
                flipped[bit / 8] ^= (byte) (1 << (bit % 8));
                try {
                    decoder.decode(new ByteSource(flipped), new long[100], 100, 0);
                } catch (MalformedPageException e) {
                    assertThat(e).hasMessageNotContaining("null");
                }
            }
        }
    }

    @Test
    void everyWidthComesBackAtEveryLength() {
        Random random = new Random(3);
        for (int width = 0; width <= Long.SIZE; width++) {
            for (int count : new int[] {0, 1, 7, 8, 9, 70, 1024}) {
                long[] values = new long[count];
                for (int i = 0; i < count; i++) {
                    values[i] = width == 0 ? 0 : random.nextLong() >>> (Long.SIZE - width);
                }
                ByteSink out = new ByteSink(16);
                BitPacking.pack(values, 0, count, 0, width, out);
                long[] back = new long[count + 2];
                BitPacking.unpack(new ByteSource(out.toByteArray()), back, 1, count, 0, width);
                assertThat(Arrays.copyOfRange(back, 1, count + 1))
                        .as("width %d, count %d", width, count)
                        .isEqualTo(values);
                assertThat(back[0] | back[count + 1]).isZero();
            }
        }
    }

    @Test
    void pagesInsidePagesHaveAnEnd() {
        byte[] page = new byte[64];
        for (int i = 0; i < page.length; i += 2) {
            page[i] = (byte) LongCodec.DELTA.code();
        }
        assertThatThrownBy(() -> decoder.decode(new ByteSource(page), new long[60], 60, 0))
                .isInstanceOf(MalformedPageException.class)
                .hasMessageContaining("pages inside pages");
    }

    /// 0.1 is not a tenth, but the nearest double to it: digits 1 at exponent 1.
    @Test
    void decimalsAreThoseThatRoundBack() {
        assertThat(DecimalDoubles.isExact(0.1, 1)).isTrue();
        assertThat(DecimalDoubles.isExact(0.1, 0)).isFalse();
        assertThat(DecimalDoubles.isExact(0.1 + 0.2, 1)).isFalse();
        assertThat(DecimalDoubles.isExact(-0.0, 3)).isFalse();
        assertThat(DecimalDoubles.isExact(Double.NaN, 3)).isFalse();
        assertThat(DecimalDoubles.isExact(9_007_199_254_740_993.0, 0)).isTrue();
        assertThat(DecimalDoubles.isExact(1e300, 0)).isFalse();
    }

    @Test
    void everyCodecIsChosenForSomething() {
        Set<LongCodec> chosen = EnumSet.noneOf(LongCodec.class);
        for (int shape = 0; shape < PageShapes.LONG_SHAPES; shape++) {
            for (int count : new int[] {1000, 5000}) {
                ByteSink out = new ByteSink(16);
                encoder.encode(PageShapes.longs(shape, count, new Random(shape)), count, out);
                chosen.add(LongCodec.ofCode(out.array()[0]));
            }
        }
        assertThat(chosen)
                .contains(
                        LongCodec.RAW,
                        LongCodec.CONST,
                        LongCodec.DELTA,
                        LongCodec.DICTIONARY,
                        LongCodec.ZSTD,
                        LongCodec.RUNS,
                        LongCodec.SPARSE,
                        LongCodec.SCALED,
                        LongCodec.DECIMAL,
                        LongCodec.SPLIT,
                        LongCodec.ENTROPY);
    }

    private byte[] page(LongCodec codec, long[] values) {
        ByteSink out = new ByteSink(16);
        LongPlan inner = LongPlan.leaf(LongCodec.PACKED, 0);
        int parameter = codec == LongCodec.SPLIT ? 48 : 2;
        if (codec == LongCodec.DICTIONARY) {
            encoder.encode(values, values.length, out);
        } else {
            LongPlan plan = new LongPlan(codec, inner, parameter, 0);
            encoder.write(plan, values, values.length, 0, out);
        }
        return out.toByteArray();
    }
}
