package dev.trine.query.filter;

import dev.trine.model.Attributes;
import dev.trine.model.Batch;
import dev.trine.model.BytesColumn;
import dev.trine.model.IntColumn;
import dev.trine.storage.Block;
import java.util.List;
import java.util.Optional;

/// The stages of filtering a batch that spans and log records share. Each narrows `rows[0, count)`
/// and returns the new count.
final class RowSelection {
    private final ResourceFilter resources;
    private final Attributes cursor = new Attributes();
    private boolean[] found = {};
    private boolean[] maybe = {};
    private boolean[][] candidates = {};

    RowSelection(ResourceFilter resources) {
        this.resources = resources;
    }

    /// Whether some row of a block may be of a wanted service and have all wanted attributes.
    ///
    /// @param resourceColumn the number of the column that refers to resources
    <B extends Batch> boolean mayMatch(Block<B> block, int resourceColumn) {
        if (resources.passesAll()) {
            return true;
        }
        Optional<B> tables = block.read(0);
        if (tables.isEmpty()) {
            return true;
        }
        BytesColumn table = tables.get().resources();
        int[] known = resources.verdicts(table);
        int onRows = 0;
        for (int i = 0; i < resources.attributes().size(); i++) {
            onRows |= block.mayContainValue(resources.attributes().get(i).value()) ? 1 << i : 0;
        }
        int maybe = onRows;
        int all = resources.allAttributes();
        return block.mayHave(
                resourceColumn,
                row -> {
                    int verdict = resources.verdict(known, table, row);
                    return verdict != ResourceFilter.EXCLUDED && (verdict | maybe) == all;
                });
    }

    /// What is to be read of a block: of its attributes only those asked for, unless all are needed.
    <B extends Batch> Optional<B> read(Block<B> block, long columns, boolean allAttributes) {
        if (allAttributes || resources.attributes().isEmpty()) {
            return block.read(columns);
        }
        return block.read(
                columns, resources.attributes().stream().map(AttributeMatch::key).toList());
    }

    /// Keeps rows of wanted services.
    int byService(BytesColumn table, IntColumn resource, int[] rows, int count) {
        if (resources.passesAll()) {
            return count;
        }
        int[] known = resources.verdicts(table);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int verdict = resources.verdict(known, table, resource.get(rows[i]));
            if (verdict != ResourceFilter.EXCLUDED) {
                rows[kept++] = rows[i];
            }
        }
        return kept;
    }

    /// Keeps rows that have every wanted attribute themselves or on their resource.
    int byAttributes(
            BytesColumn table, IntColumn resource, BytesColumn attributes, int[] rows, int count) {
        int all = resources.allAttributes();
        if (all == 0) {
            return count;
        }
        int[] known = resources.verdicts(table);
        boolean marked = markCandidates(attributes, count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int missing = all & ~resources.verdict(known, table, resource.get(rows[i]));
            if (missing == 0 || hasAll(missing, attributes, rows[i], marked)) {
                rows[kept++] = rows[i];
            }
        }
        return kept;
    }

    /// Marks in [#candidates] the rows that may match, for each attribute, unless few rows are asked for.
    private boolean markCandidates(BytesColumn attributes, int count) {
        if (count * 4L <= attributes.size()) {
            return false;
        }
        List<AttributeMatch> matches = resources.attributes();
        if (candidates.length == 0 || candidates[0].length < attributes.size()) {
            candidates = new boolean[matches.size()][attributes.size()];
        }
        for (int i = 0; i < matches.size(); i++) {
            matches.get(i).markCandidates(attributes, candidates[i]);
        }
        return true;
    }

    private boolean hasAll(int wanted, BytesColumn attributes, int row, boolean marked) {
        List<AttributeMatch> matches = resources.attributes();
        for (int left = wanted; left != 0; left &= left - 1) {
            int match = Integer.numberOfTrailingZeros(left);
            if ((marked && !candidates[match][row])
                    || !matches.get(match).in(cursor.reset(attributes, row))) {
                return false;
            }
        }
        return true;
    }

    /// Marks of the rows found so far, all false at first.
    boolean[] clearedMarks(int size) {
        found = new boolean[size];
        if (maybe.length < size) {
            maybe = new boolean[size];
        }
        return found;
    }

    /// Scratch space for [TextFilter#markEncoded].
    boolean[] scratch() {
        return maybe;
    }

    /// Keeps marked rows.
    static int marked(boolean[] found, int[] rows, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (found[rows[i]]) {
                rows[kept++] = rows[i];
            }
        }
        return kept;
    }

    /// Whether the attributes of a row have the text.
    static boolean inAttributes(TextFilter text, BytesColumn column, int row) {
        return text.inAttributes(new Attributes().reset(column, row));
    }
}
