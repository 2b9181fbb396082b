package dev.trine.storage.compact;

import java.util.Arrays;

/// Stretches of rows of one part that are of one series or stream, in the order of the rows or, once
/// sorted, of what they are of. One thread.
final class Runs {
    private int[] starts = new int[64];
    private int[] groups = new int[64];
    private int size;

    /// Notes that rows from one on are of a group, if they were not already.
    void add(int group, int start) {
        if (size > 0 && groups[size - 1] == group) {
            return;
        }
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            groups = Arrays.copyOf(groups, size * 2);
        }
        starts[size] = start;
        groups[size++] = group;
    }

    int size() {
        return size;
    }

    int group(int run) {
        return groups[run];
    }

    int start(int run) {
        return starts[run];
    }

    /// Runs in the order of their groups: their numbers. Sorted parts of one order have them so
    /// already.
    int[] byGroup() {
        long[] keys = new long[size];
        for (int run = 0; run < size; run++) {
            keys[run] = (long) groups[run] << 32 | run;
        }
        Arrays.sort(keys);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }
}
