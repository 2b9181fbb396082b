package dev.trine.storage.annex;

import java.util.Arrays;

/// Numbers the spans of traces as nested sets: walking a trace from its roots down, a span gets its
/// left number on the way down and its right number on the way up, so one span is below another when
/// its left number lies between the other's. The numbering starts at 1 in each trace and goes on from
/// root to root; siblings come in the order of their rows.
///
/// What is below no root (its parent is not there, or it is its own ancestor) has zeros; so have all
/// spans of a trace without a root. Of spans with one id the first is the parent. Source: the
/// numbering of Grafana Tempo.
public final class SpanTrees {
    /// The parent number of a root.
    public static final int ROOT = -1;

    private static final int NONE = -1;

    private final int[] left;
    private final int[] right;
    private final int[] parent;
    private final int[] children;
    private final int[] parentRow;
    private final int[] firstChild;
    private final int[] nextSibling;
    private long[] slotIds = new long[64];
    private int[] slotRows = new int[64];
    private int mask;

    /// Trees of so many rows, not numbered yet.
    public SpanTrees(int rows) {
        left = new int[rows];
        right = new int[rows];
        parent = new int[rows];
        children = new int[rows];
        parentRow = new int[rows];
        firstChild = new int[rows];
        nextSibling = new int[rows];
    }

    /// Numbers the rows `[from, to)`, which are one trace.
    ///
    /// @param spanIds of all rows
    /// @param parentIds of all rows; 0 = root
    public void number(long[] spanIds, long[] parentIds, int from, int to) {
        index(spanIds, from, to);
        Arrays.fill(firstChild, from, to, NONE);
        for (int row = to - 1; row >= from; row--) {
            int above = parentIds[row] == 0 ? NONE : slotRow(parentIds[row]);
            parentRow[row] = above;
            if (above != NONE && above != row) {
                nextSibling[row] = firstChild[above];
                firstChild[above] = row;
                children[above]++;
            }
        }
        int number = 1;
        for (int row = from; row < to; row++) {
            if (parentIds[row] == 0) {
                parent[row] = ROOT;
                number = walk(row, number);
            }
        }
    }

    /// Left numbers by row.
    public int[] left() {
        return left;
    }

    /// Right numbers by row.
    public int[] right() {
        return right;
    }

    /// The left number of each row's parent; [#ROOT] for roots.
    public int[] parent() {
        return parent;
    }

    /// How many rows name each row as their parent.
    public int[] children() {
        return children;
    }

    /// Numbers a root and what is below it, without recursion: traces may be very deep.
    private int walk(int root, int firstNumber) {
        int number = firstNumber;
        int row = root;
        left[row] = number++;
        while (true) {
            int child = firstChild[row];
            if (child != NONE) {
                firstChild[row] = nextSibling[child];
                parent[child] = left[row];
                left[child] = number++;
                row = child;
                continue;
            }
            right[row] = number++;
            if (row == root) {
                return number;
            }
            row = parentRow[row];
        }
    }

    private void index(long[] spanIds, int from, int to) {
        int capacity = Integer.highestOneBit(Math.max(16, to - from)) * 4;
        if (slotIds.length < capacity) {
            slotIds = new long[capacity];
            slotRows = new int[capacity];
        }
        mask = capacity - 1;
        Arrays.fill(slotRows, 0, capacity, NONE);
        for (int row = from; row < to; row++) {
            int slot = slot(spanIds[row]);
            if (slotRows[slot] == NONE) {
                slotIds[slot] = spanIds[row];
                slotRows[slot] = row;
            }
        }
    }

    private int slotRow(long id) {
        return slotRows[slot(id)];
    }

    private int slot(long id) {
        int slot = (int) ((id * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (slotRows[slot] != NONE && slotIds[slot] != id) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
