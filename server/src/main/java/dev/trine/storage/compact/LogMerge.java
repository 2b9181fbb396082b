package dev.trine.storage.compact;

import dev.trine.model.LogBatch;
import dev.trine.storage.part.CorruptPartException;
import dev.trine.storage.part.PartWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Merges log records by (resource, scope, effective time).
final class LogMerge {
    private static final int RESOURCE = LogBatch.SCHEMA.indexOf("resource");
    private static final int SCOPE = LogBatch.SCHEMA.indexOf("scope");
    private static final long STREAM = LogBatch.SCHEMA.set("resource", "scope");

    private LogMerge() {}

    static void run(List<MergeInput> inputs, PartWriter writer)
            throws IOException, CorruptPartException {
        TableUnion resources = new TableUnion();
        TableUnion scopes = new TableUnion();
        List<int[][]> numbers = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            LogBatch tables = (LogBatch) inputs.get(i).read(0, 0);
            resources.add(tables.resources());
            scopes.add(tables.scopes());
            int[][] mapped = new int[LogBatch.SCHEMA.columns().size()][];
            mapped[RESOURCE] = resources.numbers(i);
            mapped[SCOPE] = scopes.numbers(i);
            numbers.add(mapped);
        }
        MergeOutput output = new MergeOutput(LogBatch.SCHEMA, writer);
        output.tables(columns -> new LogBatch(columns, resources.table(), scopes.table()));
        new GroupMerge(inputs, runs(inputs, numbers), numbers, output).run();
        writer.resources(resources.table());
        writer.scopes(scopes.table());
    }

    /// The streams of each part; their groups are numbered in the order of (resource, scope).
    private static Runs[] runs(List<MergeInput> inputs, List<int[][]> numbers)
            throws CorruptPartException {
        List<List<long[]>> starts = new ArrayList<>();
        TreeSet<Long> streams = new TreeSet<>();
        for (int i = 0; i < inputs.size(); i++) {
            List<long[]> ofInput = starts(inputs.get(i), numbers.get(i));
            ofInput.forEach(start -> streams.add(start[0]));
            starts.add(ofInput);
        }
        Map<Long, Integer> groups = new HashMap<>();
        streams.forEach(stream -> groups.put(stream, groups.size()));
        Runs[] runs = new Runs[inputs.size()];
        for (int i = 0; i < runs.length; i++) {
            runs[i] = new Runs();
            for (long[] start : starts.get(i)) {
                runs[i].add(groups.getOrDefault(start[0], 0), (int) start[1]);
            }
        }
        return runs;
    }

    /// Where each stream of a part begins: the stream's numbers in the output, the row.
    private static List<long[]> starts(MergeInput input, int[][] numbers)
            throws CorruptPartException {
        List<long[]> starts = new ArrayList<>();
        long last = -1;
        for (int block = 0; block < input.blocks(); block++) {
            LogBatch batch = (LogBatch) input.read(block, STREAM);
            for (int row = 0; row < batch.resource.size(); row++) {
                long stream =
                        (long) numbers[RESOURCE][batch.resource.get(row)] << 32
                                | numbers[SCOPE][batch.scope.get(row)];
                if (stream != last) {
                    starts.add(new long[] {stream, input.start(block) + row});
                    last = stream;
                }
            }
        }
        return starts;
    }
}
