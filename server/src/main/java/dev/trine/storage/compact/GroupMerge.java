package dev.trine.storage.compact;

import dev.trine.model.Batch;
import dev.trine.storage.head.RowTimes;
import dev.trine.storage.part.CorruptPartException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Merges rows that are sorted by group (a series, a stream), then time. Group by group: inputs may
/// have their groups in different orders, since each part numbers its tables by itself; where they
/// agree, which they mostly do, every block is read once.
final class GroupMerge {
    private final List<MergeInput> inputs;
    private final MergeOutput output;
    private final List<int[][]> numbers;
    private final Runs[] runs;
    private final int[][] order;

    /// Place in the order of each input's next run.
    private final int[] at;

    /// Next row of each input in the group that is merged, and the row behind its last.
    private final int[] next;

    private final int[] ends;
    private final @Nullable Batch[] batches;
    private final int[] offsets;

    /// @param runs of each input, with the groups of the output
    /// @param numbers for each input, as for [MergedBlock#append]
    GroupMerge(List<MergeInput> inputs, Runs[] runs, List<int[][]> numbers, MergeOutput output) {
        this.inputs = inputs;
        this.runs = runs;
        this.numbers = numbers;
        this.output = output;
        int count = inputs.size();
        order = new int[count][];
        for (int i = 0; i < count; i++) {
            order[i] = runs[i].byGroup();
        }
        at = new int[count];
        next = new int[count];
        ends = new int[count];
        offsets = new int[count];
        batches = new @Nullable Batch[count];
    }

    void run() throws IOException, CorruptPartException {
        for (int group = nextGroup(); group != Integer.MAX_VALUE; group = nextGroup()) {
            begin(group);
            merge();
        }
        output.finish();
    }

    private int nextGroup() {
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < at.length; i++) {
            if (at[i] < order[i].length) {
                least = Math.min(least, runs[i].group(order[i][at[i]]));
            }
        }
        return least;
    }

    private void begin(int group) {
        for (int i = 0; i < at.length; i++) {
            next[i] = ends[i] = 0;
            if (at[i] < order[i].length && runs[i].group(order[i][at[i]]) == group) {
                int run = order[i][at[i]++];
                next[i] = runs[i].start(run);
                ends[i] = run + 1 < runs[i].size() ? runs[i].start(run + 1) : inputs.get(i).rows();
            }
        }
    }

    private void merge() throws IOException, CorruptPartException {
        for (int i = 0; i < next.length; i++) {
            load(i);
        }
        for (int least = least(-1); least >= 0; least = least(-1)) {
            int second = least(least);
            Batch batch = batch(least);
            int from = next[least] - offsets[least];
            int end = Math.min(batch.rows(), ends[least] - offsets[least]);
            int to = second < 0 ? end : from + 1;
            long bound = second < 0 ? 0 : nanos(second);
            while (to < end && isBefore(RowTimes.nanos(batch, to), bound, least, second)) {
                to++;
            }
            output.append(batch, from, to, numbers.get(least));
            next[least] += to - from;
            load(least);
        }
    }

    private static boolean isBefore(long nanos, long bound, int input, int other) {
        return nanos < bound || (nanos == bound && input < other);
    }

    private void load(int input) throws IOException, CorruptPartException {
        if (next[input] < ends[input]) {
            MergeInput of = inputs.get(input);
            int block = of.block(next[input]);
            batches[input] = of.read(block);
            offsets[input] = of.start(block);
        }
    }

    /// The input with the least next row of the group, the earliest of equals; -1 when there is none.
    private int least(int besides) {
        int least = -1;
        for (int i = 0; i < next.length; i++) {
            if (i != besides && next[i] < ends[i] && (least < 0 || nanos(i) < nanos(least))) {
                least = i;
            }
        }
        return least;
    }

    private long nanos(int input) {
        return RowTimes.nanos(batch(input), next[input] - offsets[input]);
    }

    private Batch batch(int input) {
        Batch batch = batches[input];
        if (batch == null) {
            throw new IllegalStateException("input " + input + " was not read");
        }
        return batch;
    }
}
