package dev.trine.query.metrics.series;

import dev.trine.model.BytesColumn;
import dev.trine.model.IntColumn;
import io.airlift.compress.v3.xxhash.XxHash64JavaHasher;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Label names, and the pairs of a name and a value, each kept once as bytes and numbered. The pairs of
/// a name form a list. No object a pair: some forty bytes and its text. Used by one thread at a time.
final class LabelTable {
    static final int NONE = -1;

    /// By number: the name of a pair; [#NONE] for names.
    private final IntColumn owners = new IntColumn(64);

    private final BytesColumn texts = new BytesColumn(64, 1024);
    private final IntColumn hashes = new IntColumn(64);

    /// By number: of a name its latest pair, of a pair the one of its name before.
    private final IntColumn next = new IntColumn(64);

    private final IntColumn names = new IntColumn(16);
    private int[] slots = new int[256];

    LabelTable() {
        Arrays.fill(slots, NONE);
    }

    /// How many numbers there are, of names and pairs together.
    int size() {
        return owners.size();
    }

    /// The number of a name, added when it is new.
    int name(byte[] data, int start, int end) {
        return intern(NONE, data, start, end);
    }

    /// The number of a pair, added when it is new.
    int pair(int name, byte[] data, int start, int end) {
        return intern(name, data, start, end);
    }

    /// The number of a name; [#NONE] when it is not there.
    int findName(String name) {
        return find(NONE, name);
    }

    /// The number of a pair; [#NONE] when it is not there.
    int findPair(int name, String value) {
        return find(name, value);
    }

    private int find(int owner, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return slots[slot(owner, bytes, 0, bytes.length, hash(owner, bytes, 0, bytes.length))];
    }

    /// The name of a pair; [#NONE] for a name.
    int nameOf(int pair) {
        return owners.get(pair);
    }

    /// The latest pair of a name; [#NONE] when it has none.
    int firstPair(int name) {
        return next.get(name);
    }

    /// The pair of the same name before another; [#NONE] behind the last.
    int nextPair(int pair) {
        return next.get(pair);
    }

    /// The numbers of all names.
    IntColumn names() {
        return names;
    }

    /// A name, or the value of a pair.
    String text(int number) {
        return texts.text(number);
    }

    long heapBytes() {
        return owners.heapBytes()
                + texts.heapBytes()
                + hashes.heapBytes()
                + next.heapBytes()
                + names.heapBytes()
                + 4L * slots.length;
    }

    private int intern(int owner, byte[] data, int start, int end) {
        int hash = hash(owner, data, start, end);
        int slot = slot(owner, data, start, end, hash);
        if (slots[slot] != NONE) {
            return slots[slot];
        }
        int number = owners.size();
        slots[slot] = number;
        owners.append(owner);
        texts.append(data, start, end - start);
        hashes.append(hash);
        if (owner == NONE) {
            names.append(number);
            next.append(NONE);
        } else {
            next.append(next.get(owner));
            next.array()[owner] = number;
        }
        if (2 * owners.size() > slots.length) {
            grow();
        }
        return number;
    }

    private static int hash(int owner, byte[] data, int start, int end) {
        long hash = XxHash64JavaHasher.hash(data, start, end - start, owner);
        return (int) (hash ^ hash >>> 32);
    }

    /// The slot of a text, or the empty one where it would go.
    private int slot(int owner, byte[] data, int start, int end, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != NONE) {
            int number = slots[slot];
            if (hashes.get(number) == hash
                    && owners.get(number) == owner
                    && Arrays.equals(
                            texts.data(),
                            texts.start(number),
                            texts.end(number),
                            data,
                            start,
                            end)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        slots = new int[2 * slots.length];
        Arrays.fill(slots, NONE);
        int mask = slots.length - 1;
        for (int number = 0; number < owners.size(); number++) {
            int slot = hashes.get(number) & mask;
            while (slots[slot] != NONE) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = number;
        }
    }
}
