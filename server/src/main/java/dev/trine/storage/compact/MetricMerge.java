package dev.trine.storage.compact;

import dev.trine.model.MetricBatch;
import dev.trine.model.SeriesTable;
import dev.trine.storage.head.SeriesIndex;
import dev.trine.storage.part.CorruptPartException;
import dev.trine.storage.part.PartWriter;
import dev.trine.storage.seal.SeriesOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Merges points by (series, time). Each series of any part is kept once.
final class MetricMerge {
    private static final int SERIES = MetricBatch.SCHEMA.indexOf("series");
    private static final long SERIES_ONLY = MetricBatch.SCHEMA.set("series");

    private final List<MergeInput> inputs;
    private final TableUnion resources = new TableUnion();
    private final TableUnion scopes = new TableUnion();
    private final SeriesIndex index = new SeriesIndex();

    private MetricMerge(List<MergeInput> inputs) {
        this.inputs = inputs;
    }

    static void run(List<MergeInput> inputs, PartWriter writer)
            throws IOException, CorruptPartException {
        new MetricMerge(inputs).run(writer);
    }

    private void run(PartWriter writer) throws IOException, CorruptPartException {
        List<int[]> seriesNumbers = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            MetricBatch tables = (MetricBatch) inputs.get(i).read(0, 0);
            resources.add(tables.resources());
            scopes.add(tables.scopes());
            seriesNumbers.add(union(tables.seriesTable, resources.numbers(i), scopes.numbers(i)));
        }
        int[] order = SeriesOrder.of(index.view(), resources.table(), scopes.table());
        int[] renumbered = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            renumbered[order[i]] = i;
        }
        SeriesTable table = SeriesOrder.reordered(index.view(), order);
        List<int[][]> numbers = new ArrayList<>();
        Runs[] runs = new Runs[inputs.size()];
        for (int i = 0; i < runs.length; i++) {
            int[][] mapped = new int[MetricBatch.SCHEMA.columns().size()][];
            mapped[SERIES] = seriesNumbers.get(i);
            for (int series = 0; series < mapped[SERIES].length; series++) {
                mapped[SERIES][series] = renumbered[mapped[SERIES][series]];
            }
            numbers.add(mapped);
            runs[i] = runs(inputs.get(i), mapped[SERIES]);
        }
        MergeOutput output = new MergeOutput(MetricBatch.SCHEMA, writer);
        output.tables(
                columns -> new MetricBatch(columns, resources.table(), scopes.table(), table));
        new GroupMerge(inputs, runs, numbers, output).run();
        writer.resources(resources.table());
        writer.scopes(scopes.table());
        writer.series(table);
    }

    private int[] union(SeriesTable table, int[] ofResources, int[] ofScopes) {
        int[] metrics = new int[table.metrics().size()];
        Arrays.setAll(
                metrics,
                i ->
                        index.metric(
                                table.metrics().data(),
                                table.metrics().start(i),
                                table.metrics().end(i)));
        int[] numbers = new int[table.size()];
        Arrays.setAll(
                numbers,
                i ->
                        index.series(
                                ofResources[table.resource().get(i)],
                                ofScopes[table.scope().get(i)],
                                metrics[table.metric().get(i)],
                                table.attributes().data(),
                                table.attributes().start(i),
                                table.attributes().end(i)));
        return numbers;
    }

    private static Runs runs(MergeInput input, int[] numbers) throws CorruptPartException {
        Runs runs = new Runs();
        for (int block = 0; block < input.blocks(); block++) {
            MetricBatch batch = (MetricBatch) input.read(block, SERIES_ONLY);
            for (int row = 0; row < batch.series.size(); row++) {
                runs.add(numbers[batch.series.get(row)], input.start(block) + row);
            }
        }
        return runs;
    }
}
