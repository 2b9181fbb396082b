package dev.trine.query.filter;

import dev.trine.model.BytesColumn;
import dev.trine.model.ResourceEntry;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Verdicts on resources, each found once a row of a resource table: which of the wanted attributes
/// a resource has, or that it belongs to no wanted service. Not safe for use by several threads.
public final class ResourceFilter {
    /// The most attributes one search may ask for: a verdict has a bit for each.
    public static final int MAX_ATTRIBUTES = 30;

    /// The verdict on a resource whose rows can't match, whatever their own attributes are.
    static final int EXCLUDED = -1;

    private static final int UNKNOWN = -2;
    private static final int MAX_TABLES = 1_024;

    private final Set<String> services;
    private final List<AttributeMatch> attributes;
    private final IdentityHashMap<BytesColumn, int[]> verdicts = new IdentityHashMap<>();

    /// @param services any of these, or all services when empty
    /// @param attributes all of these
    public ResourceFilter(Set<String> services, List<AttributeMatch> attributes) {
        if (attributes.size() > MAX_ATTRIBUTES) {
            throw new IllegalArgumentException(
                    "attributes: " + attributes.size() + " (expected: <= " + MAX_ATTRIBUTES + ")");
        }
        this.services = Set.copyOf(services);
        this.attributes = List.copyOf(attributes);
    }

    /// Whether every resource passes and no attribute is asked for.
    boolean passesAll() {
        return services.isEmpty() && attributes.isEmpty();
    }

    /// The attributes asked for.
    List<AttributeMatch> attributes() {
        return attributes;
    }

    /// A set of all attributes asked for, as verdicts count them.
    int allAttributes() {
        return (1 << attributes.size()) - 1;
    }

    /// Verdicts by row of a resource table, to be read through [#verdict].
    int[] verdicts(BytesColumn resources) {
        int[] known = verdicts.get(resources);
        if (known == null) {
            if (verdicts.size() == MAX_TABLES) {
                verdicts.clear();
            }
            known = new int[resources.size()];
            Arrays.fill(known, UNKNOWN);
            verdicts.put(resources, known);
        }
        return known;
    }

    /// The set of attributes that a resource has (bit `i` = attribute `i`), or [#EXCLUDED].
    int verdict(int[] known, BytesColumn resources, int row) {
        int verdict = known[row];
        if (verdict == UNKNOWN) {
            verdict = judge(ResourceEntry.of(resources, row));
            known[row] = verdict;
        }
        return verdict;
    }

    private int judge(ResourceEntry resource) {
        if (!services.isEmpty() && !services.contains(ServiceNames.nameOf(resource))) {
            return EXCLUDED;
        }
        int found = 0;
        for (int i = 0; i < attributes.size(); i++) {
            if (attributes.get(i).in(resource.attributes())) {
                found |= 1 << i;
            }
        }
        return found;
    }
}
