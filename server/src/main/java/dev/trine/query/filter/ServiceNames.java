package dev.trine.query.filter;

import dev.trine.model.BytesColumn;
import dev.trine.model.ResourceEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Numbers the services seen by one query, from 0 on, and finds a row's service by an array lookup.
/// Not safe for use by several threads.
public final class ServiceNames {
    /// The name shown for resources without `service.name`; the one OpenTelemetry prescribes.
    public static final String UNKNOWN = "unknown_service";

    private static final int MAX_TABLES = 1_024;

    private final IdentityHashMap<BytesColumn, int[]> tables = new IdentityHashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    /// The service a resource belongs to; never empty.
    public static String nameOf(ResourceEntry resource) {
        String name = resource.serviceName();
        return name.isEmpty() ? UNKNOWN : name;
    }

    /// The service of a row of a resource table.
    public String name(BytesColumn resources, int row) {
        return names.get(number(resources, row));
    }

    /// The number of the service of a row of a resource table.
    public int number(BytesColumn resources, int row) {
        int[] known = tables.get(resources);
        if (known == null) {
            if (tables.size() == MAX_TABLES) {
                tables.clear();
            }
            known = new int[resources.size()];
            Arrays.fill(known, -1);
            tables.put(resources, known);
        }
        if (known[row] < 0) {
            known[row] = add(nameOf(ResourceEntry.of(resources, row)));
        }
        return known[row];
    }

    private int add(String name) {
        Integer number = numbers.putIfAbsent(name, names.size());
        if (number != null) {
            return number;
        }
        names.add(name);
        return names.size() - 1;
    }

    /// How many services have been seen.
    public int size() {
        return names.size();
    }

    public String name(int number) {
        return names.get(number);
    }
}
