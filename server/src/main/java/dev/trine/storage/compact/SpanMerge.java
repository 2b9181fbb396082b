package dev.trine.storage.compact;

import dev.trine.model.LongColumn;
import dev.trine.model.SpanBatch;
import dev.trine.storage.codec.BlockBloomFilter;
import dev.trine.storage.codec.Hash64;
import dev.trine.storage.part.CorruptPartException;
import dev.trine.storage.part.PartWriter;
import java.io.IOException;
import java.util.List;

/// Merges spans by (trace id, start). All parts have that order, so each is read once, front to back.
final class SpanMerge {
    private static final int RESOURCE = SpanBatch.SCHEMA.indexOf("resource");
    private static final int SCOPE = SpanBatch.SCHEMA.indexOf("scope");

    private final List<MergeInput> inputs;
    private final MergeOutput output;
    private final int[] next;
    private final SpanBatch[] batches;
    private final int[] offsets;

    /// Hashes of the trace ids so far, each once.
    private final LongColumn traces = new LongColumn(1 << 10);

    private long traceHigh;
    private long traceLow;

    SpanMerge(List<MergeInput> inputs, PartWriter writer) {
        this.inputs = inputs;
        this.output = new MergeOutput(SpanBatch.SCHEMA, writer);
        this.next = new int[inputs.size()];
        this.offsets = new int[inputs.size()];
        this.batches = new SpanBatch[inputs.size()];
    }

    void run(PartWriter writer) throws IOException, CorruptPartException {
        TableUnion resources = new TableUnion();
        TableUnion scopes = new TableUnion();
        int[][][] numbers = new int[inputs.size()][SpanBatch.SCHEMA.columns().size()][];
        for (int i = 0; i < inputs.size(); i++) {
            load(i);
            resources.add(batches[i].resources());
            scopes.add(batches[i].scopes());
            numbers[i][RESOURCE] = resources.numbers(i);
            numbers[i][SCOPE] = scopes.numbers(i);
        }
        output.tables(columns -> new SpanBatch(columns, resources.table(), scopes.table()));
        for (int least = least(-1); least >= 0; least = least(-1)) {
            int second = least(least);
            int from = next[least] - offsets[least];
            int to = from + 1;
            while (to < batches[least].rows() && (second < 0 || isBefore(least, to, second))) {
                to++;
            }
            note(batches[least], from, to);
            output.append(batches[least], from, to, numbers[least]);
            next[least] += to - from;
            load(least);
        }
        output.finish();
        writer.resources(resources.table());
        writer.scopes(scopes.table());
        BlockBloomFilter filter = new BlockBloomFilter(traces.size());
        for (int i = 0; i < traces.size(); i++) {
            filter.add(traces.get(i));
        }
        writer.traceFilter(filter);
    }

    private void load(int input) throws IOException, CorruptPartException {
        MergeInput of = inputs.get(input);
        if (next[input] < of.rows()) {
            int block = of.block(next[input]);
            batches[input] = (SpanBatch) of.read(block);
            offsets[input] = of.start(block);
        }
    }

    /// The input with the least next row, the earliest of equals; -1 when there is none.
    private int least(int besides) {
        int least = -1;
        for (int i = 0; i < batches.length; i++) {
            if (i != besides
                    && next[i] < inputs.get(i).rows()
                    && (least < 0 || compare(i, next[i] - offsets[i], least) < 0)) {
                least = i;
            }
        }
        return least;
    }

    private boolean isBefore(int input, int row, int other) {
        int result = compare(input, row, other);
        return result < 0 || (result == 0 && input < other);
    }

    /// A row of one input against the next row of another.
    private int compare(int input, int row, int other) {
        SpanBatch one = batches[input];
        SpanBatch two = batches[other];
        int at = next[other] - offsets[other];
        int result = Long.compareUnsigned(one.traceIdHigh.get(row), two.traceIdHigh.get(at));
        if (result == 0) {
            result = Long.compareUnsigned(one.traceIdLow.get(row), two.traceIdLow.get(at));
        }
        return result == 0 ? Long.compare(one.startNanos.get(row), two.startNanos.get(at)) : result;
    }

    private void note(SpanBatch batch, int from, int to) {
        for (int row = from; row < to; row++) {
            long high = batch.traceIdHigh.get(row);
            long low = batch.traceIdLow.get(row);
            if (traces.size() == 0 || high != traceHigh || low != traceLow) {
                traces.append(Hash64.of(high, low));
                traceHigh = high;
                traceLow = low;
            }
        }
    }
}
