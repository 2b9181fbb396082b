package dev.trine.storage.codec;

/// A set of hashes that may say yes wrongly, never no: a split block Bloom filter. Every hash lives
/// in one block of 256 bits, one bit in each of its eight words, so that a test touches one cache
/// line. At 16 bits a key about 1 in 500 answers is a wrong yes.
///
/// ```
/// ┌────────────────┬──────────────────────────────────────────────┐
/// │ blocks, varint │ blocks × 8 words of 32 bits, little endian   │
/// └────────────────┴──────────────────────────────────────────────┘
/// block of a hash: high 32 bits × blocks >>> 32; bit in word i: (low 32 bits × salt i) >>> 27
/// ```
///
/// Source: "Cache-, Hash- and Space-Efficient Bloom Filters" (Putze et al.); the layout and salts are
/// those of the Parquet format. Single writer until shared; then any number of readers.
public final class BlockBloomFilter {
    private static final int WORDS = 8;
    private static final int BITS_PER_KEY = 16;
    private static final int MAX_BLOCKS = 1 << 22;
    private static final int[] SALT = {
        0x47B6137B,
        0x44974D91,
        0x8824AD5B,
        0xA2B7289D,
        0x705495C7,
        0x2DF1424B,
        0x9EFC4947,
        0x5C6BFB31
    };

    private final int blocks;
    private final int[] words;

    /// An empty filter for about `keys` hashes; more make it say yes more often.
    public BlockBloomFilter(int keys) {
        this.blocks =
                Math.clamp((long) keys * BITS_PER_KEY / (WORDS * Integer.SIZE) + 1, 1, MAX_BLOCKS);
        this.words = new int[blocks * WORDS];
    }

    private BlockBloomFilter(int blocks, int[] words) {
        this.blocks = blocks;
        this.words = words;
    }

    public void add(long hash) {
        int base = base(hash);
        for (int i = 0; i < WORDS; i++) {
            words[base + i] |= 1 << (((int) hash * SALT[i]) >>> 27);
        }
    }

    /// Whether the hash may have been added.
    public boolean mayContain(long hash) {
        int base = base(hash);
        for (int i = 0; i < WORDS; i++) {
            if ((words[base + i] & (1 << (((int) hash * SALT[i]) >>> 27))) == 0) {
                return false;
            }
        }
        return true;
    }

    public long heapBytes() {
        return 48 + 4L * words.length;
    }

    public void encode(ByteSink out) {
        out.putVarint(blocks);
        for (int word : words) {
            out.putInt(word);
        }
    }

    /// @throws MalformedPageException when the bytes are not a filter
    public static BlockBloomFilter decode(ByteSource in) {
        int blocks = in.getCount("filter blocks", MAX_BLOCKS);
        if (blocks == 0 || in.remaining() != blocks * WORDS * Integer.BYTES) {
            throw new MalformedPageException(
                    "filter: "
                            + blocks
                            + " blocks in "
                            + in.remaining()
                            + " bytes (expected: 32 bytes each)");
        }
        int[] words = new int[blocks * WORDS];
        for (int i = 0; i < words.length; i++) {
            words[i] = in.getInt();
        }
        return new BlockBloomFilter(blocks, words);
    }

    private int base(long hash) {
        long block = ((hash >>> 32) * blocks) >>> 32;
        return (int) block * WORDS;
    }
}
