package dev.trine.storage.annex;

import dev.trine.model.IntColumn;
import dev.trine.model.NestedSets;
import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.ByteSource;
import dev.trine.storage.codec.MalformedPageException;
import dev.trine.storage.codec.PageDecoder;
import dev.trine.storage.codec.PageEncoder;
import java.util.Arrays;

/// The nested-set numbers of a block's spans.
///
/// ```
/// integer pages:  left │ right - left │ left - parent │ children
/// ```
public final class TreePages {
    private TreePages() {}

    /// Writes those of rows `[from, to)`.
    public static void encode(SpanTrees trees, int from, int to, PageEncoder pages, ByteSink out) {
        int rows = to - from;
        int[] left = Arrays.copyOfRange(trees.left(), from, to);
        int[] width = new int[rows];
        int[] below = new int[rows];
        for (int i = 0; i < rows; i++) {
            width[i] = trees.right()[from + i] - left[i];
            below[i] = left[i] - trees.parent()[from + i];
        }
        pages.ints(left, rows, out);
        pages.ints(width, rows, out);
        pages.ints(below, rows, out);
        pages.ints(Arrays.copyOfRange(trees.children(), from, to), rows, out);
    }

    /// @throws MalformedPageException when the bytes are something else
    public static NestedSets decode(byte[] annex, int rows) {
        ByteSource in = new ByteSource(annex);
        PageDecoder pages = new PageDecoder(0);
        int[] left = pages.ints(in, rows);
        int[] right = pages.ints(in, rows);
        int[] parent = pages.ints(in, rows);
        int[] children = pages.ints(in, rows);
        for (int i = 0; i < rows; i++) {
            right[i] += left[i];
            parent[i] = left[i] - parent[i];
        }
        return new NestedSets(
                new IntColumn(left, rows),
                new IntColumn(right, rows),
                new IntColumn(parent, rows),
                new IntColumn(children, rows));
    }
}
