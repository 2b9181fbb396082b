package dev.trine.storage.compact;

import dev.trine.model.BytesColumn;
import dev.trine.storage.head.InternTable;
import java.util.ArrayList;
import java.util.List;

/// The tables of several parts as one, each entry kept once.
final class TableUnion {
    private final InternTable entries = new InternTable();
    private final List<int[]> numbers = new ArrayList<>();

    /// Adds the table of the next part.
    void add(BytesColumn table) {
        int[] mapped = new int[table.size()];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = entries.intern(table.data(), table.start(i), table.end(i));
        }
        numbers.add(mapped);
    }

    /// What a number of a part's table is in the union.
    int[] numbers(int part) {
        return numbers.get(part);
    }

    BytesColumn table() {
        return entries.view();
    }
}
