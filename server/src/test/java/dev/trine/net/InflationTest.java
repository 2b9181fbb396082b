package dev.trine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.airlift.compress.v3.lz4.Lz4FrameJavaCompressor;
import io.airlift.compress.v3.snappy.SnappyFramedOutputStream;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import io.airlift.compress.v3.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InflationTest {
    private static final long LIMIT = 64L << 20;
    private static final long SEED = 20_261_121;

    private final ByteBudget budget = new ByteBudget(256L << 20);
    private final BufferPool pool = new BufferPool();

    private interface Wrapping {
        OutputStream around(OutputStream out) throws IOException;
    }

    private static byte[] compress(String form, byte[] plain) throws IOException {
        return switch (form) {
            case "gzip" -> through(GZIPOutputStream::new, plain);
            case "gzip in two members" -> twoMembers(plain);
            case "zlib" -> through(DeflaterOutputStream::new, plain);
            case "raw deflate" ->
                    through(out -> new DeflaterOutputStream(out, new Deflater(6, true)), plain);
            case "zstd" -> atOnce(new ZstdJavaCompressor(), plain);
            case "zstd without size" -> through(ZstdOutputStream::new, plain);
            case "snappy" -> atOnce(new SnappyJavaCompressor(), plain);
            case "framed snappy" ->
                    through(
                            out -> new SnappyFramedOutputStream(new SnappyJavaCompressor(), out),
                            plain);
            case "lz4" -> atOnce(new Lz4FrameJavaCompressor(), plain);
            default -> throw new IllegalArgumentException(form);
        };
    }

    private static String coding(String form) {
        return form.contains("gzip")
                ? "gzip"
                : form.contains("snappy")
                        ? "snappy"
                        : form.contains("zstd") ? "zstd" : form.equals("lz4") ? "lz4" : "deflate";
    }

    private static byte[] twoMembers(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(through(GZIPOutputStream::new, Arrays.copyOf(plain, plain.length / 2)));
        out.write(
                through(
                        GZIPOutputStream::new,
                        Arrays.copyOfRange(plain, plain.length / 2, plain.length)));
        return out.toByteArray();
    }

    private static byte[] through(Wrapping wrapping, byte[] plain) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = wrapping.around(compressed)) {
            out.write(plain);
        }
        return compressed.toByteArray();
    }

    private static byte[] atOnce(io.airlift.compress.v3.Compressor compressor, byte[] plain) {
        byte[] out = new byte[compressor.maxCompressedLength(plain.length)];
        return Arrays.copyOf(out, compressor.compress(plain, 0, plain.length, out, 0, out.length));
    }

    private static byte[] plain(int length) {
        byte[] plain = new byte[length];
        Random random = new Random(SEED + length);
        for (int i = 0; i < length; i++) {
            plain[i] = (byte) ("service.name".charAt(i % 12) + (random.nextInt(8) == 0 ? 1 : 0));
        }
        return plain;
    }

    private byte[] inflate(String coding, byte[] body) throws Exception {
        try (BodyMemory memory = new BodyMemory(budget, pool)) {
            Exchange.Body inflated =
                    new BodyInflater(memory, LIMIT).inflate(coding, body, body.length);
            return Arrays.copyOf(inflated.bytes(), inflated.length());
        } finally {
            assertThat(budget.takenBytes()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "gzip in two members",
                "zlib",
                "raw deflate",
                "zstd",
                "zstd without size",
                "snappy",
                "framed snappy",
                "lz4"
            })
    void givesBackWhatWasCompressed(String form) throws Exception {
        for (int length :
                new int[] {
                    0, 1, 2, 100, 16_383, 16_384, 16_385, 65_536, 1 << 20, (4 << 20) + 1, 9_000_001
                }) {
            if (length > 0 || !form.equals("zstd without size")) {
                byte[] plain = plain(length);
                assertThat(inflate(coding(form), compress(form, plain)))
                        .as("%d bytes", length)
                        .isEqualTo(plain);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "gzip in two members",
                "zlib",
                "raw deflate",
                "zstd",
                "zstd without size",
                "snappy",
                "framed snappy",
                "lz4"
            })
    void refusesWhatIsCutOff(String form) throws Exception {
        byte[] whole = compress(form, plain(1_000));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            byte[] result = null;
            try {
                result = inflate(coding(form), cut);
            } catch (HttpFailure refused) {
                assertThat(refused.status()).isEqualTo(400);
            }
            // A cut between members, chunks or blocks of a format without an end mark can't be
            // seen.
            assertThat(result == null || result.length < 1_000 || form.equals("zlib"))
                    .as("cut at %d", length)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "zlib",
                "raw deflate",
                "zstd",
                "zstd without size",
                "snappy",
                "framed snappy",
                "lz4"
            })
    void neverFailsOtherwise(String form) throws Exception {
        Random random = new Random(SEED);
        byte[] whole = compress(form, plain(3_000));
        for (int round = 0; round < 1_000; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                inflate(coding(form), damaged);
            } catch (HttpFailure refused) {
                assertThat(refused.status()).as("seed %d, round %d", SEED, round).isIn(400, 413);
            }
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "zlib",
                "raw deflate",
                "zstd",
                "zstd without size",
                "snappy",
                "framed snappy",
                "lz4"
            })
    void refusesABombWithinTheMemoryOfTheLimit(String form) throws Exception {
        byte[] bomb = compress(form, new byte[(int) LIMIT + 1]);
        ByteBudget tight = new ByteBudget(LIMIT);
        try (BodyMemory memory = new BodyMemory(tight, pool)) {
            HttpFailure refused =
                    catchThrowableOfType(
                            HttpFailure.class,
                            () ->
                                    new BodyInflater(memory, LIMIT)
                                            .inflate(coding(form), bomb, bomb.length));
            assertThat(refused.status()).isEqualTo(413);
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "zlib",
                "zstd",
                "zstd without size",
                "snappy",
                "framed snappy",
                "lz4"
            })
    void takesABodyOfTheLimit(String form) throws Exception {
        byte[] body = compress(form, new byte[(int) LIMIT]);
        ByteBudget tight = new ByteBudget(LIMIT);
        try (BodyMemory memory = new BodyMemory(tight, pool)) {
            assertThat(
                            new BodyInflater(memory, LIMIT)
                                    .inflate(coding(form), body, body.length)
                                    .length())
                    .isEqualTo((int) LIMIT);
        }
    }

    @Test
    void refusesAGzipThatLiesAboutItsSize() throws Exception {
        byte[] body = compress("gzip", plain(100_000));
        for (int lie : new int[] {0, 5, 99_999, 100_001, 200_000, Integer.MAX_VALUE, -1}) {
            byte[] lying = body.clone();
            for (int i = 0; i < 4; i++) {
                lying[lying.length - 4 + i] = (byte) (lie >> 8 * i);
            }
            assertThatThrownBy(() -> inflate("gzip", lying)).isInstanceOf(HttpFailure.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // magic, descriptor, window descriptor of 2^41 bytes, then an empty last block
        "zstd,28b52ffd00f8010000,400",
        // a window of 64 MiB
        "zstd,28b52ffd0080010000,400",
        // single segment, content size 2^63
        "zstd,28b52ffde00000000000000080010000,413",
        // snappy that claims 4 GiB
        "snappy,ffffffff0f0001,400",
        // lz4 with a block of 2^31 - 1 bytes
        "lz4,04224d18604082ffffff7f00000000,400"
    })
    void refusesToAllocateWhatIsClaimed(String coding, String hex, int status) {
        HttpFailure refused =
                catchThrowableOfType(
                        HttpFailure.class, () -> inflate(coding, HexFormat.of().parseHex(hex)));
        assertThat(refused.status()).isEqualTo(status);
    }
}
