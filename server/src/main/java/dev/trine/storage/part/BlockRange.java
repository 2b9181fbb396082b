package dev.trine.storage.part;

/// Numbers of neighbouring blocks of a part, `[first, end)`.
public record BlockRange(int first, int end) {
    public BlockRange {
        if (first < 0 || end < first) {
            throw new IllegalArgumentException(
                    "blocks: " + first + ".." + end + " (expected: first <= end)");
        }
    }
}
