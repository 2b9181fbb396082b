package dev.trine.storage.seal;

import dev.trine.model.BytesColumn;
import dev.trine.model.IntColumn;
import dev.trine.model.SeriesTable;
import java.util.Arrays;

/// The order of series in a part: by the bytes of metric, resource, scope and attributes. It is the
/// same in every part, so that what a query reads together lies together in all of them, and that
/// merging them reads each once.
public final class SeriesOrder {
    private SeriesOrder() {}

    /// Numbers of series in their order.
    public static int[] of(SeriesTable table, BytesColumn resourceTable, BytesColumn scopeTable) {
        int[] metrics = ranks(table.metrics());
        int[] resources = ranks(resourceTable);
        int[] scopes = ranks(scopeTable);
        Integer[] order = new Integer[table.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order,
                (one, other) -> {
                    int result = compare(metrics, table.metric(), one, other);
                    result =
                            result == 0 ? compare(resources, table.resource(), one, other) : result;
                    result = result == 0 ? compare(scopes, table.scope(), one, other) : result;
                    return result == 0 ? compare(table.attributes(), one, other) : result;
                });
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    /// The same series in another order.
    public static SeriesTable reordered(SeriesTable table, int[] order) {
        int size = order.length;
        IntColumn resource = new IntColumn(size);
        IntColumn scope = new IntColumn(size);
        IntColumn metric = new IntColumn(size);
        BytesColumn attributes = new BytesColumn(size, table.attributes().dataSize());
        for (int series : order) {
            resource.append(table.resource().get(series));
            scope.append(table.scope().get(series));
            metric.append(table.metric().get(series));
            attributes.append(
                    table.attributes().data(),
                    table.attributes().start(series),
                    table.attributes().length(series));
        }
        return new SeriesTable(resource, scope, metric, attributes, table.metrics());
    }

    /// The place of each value of a table in the order of their bytes.
    private static int[] ranks(BytesColumn table) {
        Integer[] order = new Integer[table.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (one, other) -> compare(table, one, other));
        int[] ranks = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            ranks[order[i]] = i;
        }
        return ranks;
    }

    private static int compare(int[] ranks, IntColumn references, int one, int other) {
        return Integer.compare(ranks[references.get(one)], ranks[references.get(other)]);
    }

    private static int compare(BytesColumn bytes, int one, int other) {
        return Arrays.compareUnsigned(
                bytes.data(),
                bytes.start(one),
                bytes.end(one),
                bytes.data(),
                bytes.start(other),
                bytes.end(other));
    }
}
