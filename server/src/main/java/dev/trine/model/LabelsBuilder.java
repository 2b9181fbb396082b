package dev.trine.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Gathers [Labels], starting with some or with none. Not safe for use by several threads.
public final class LabelsBuilder {
    private static final int EXPECTED_LABELS = 8;

    /// Name, value, name, value and so on, ordered by name.
    private String[] pairs;

    private int length;

    public LabelsBuilder() {
        this(Labels.EMPTY);
    }

    LabelsBuilder(Labels labels) {
        pairs = new String[Math.max(2 * labels.size() + 2, 2 * EXPECTED_LABELS)];
        for (int i = 0; i < labels.size(); i++) {
            pairs[length++] = labels.name(i);
            pairs[length++] = labels.value(i);
        }
    }

    /// The value set under a name, or null.
    public @Nullable String get(String name) {
        int at = find(name);
        return at >= 0 ? pairs[at + 1] : null;
    }

    /// Sets a label; an empty value removes it.
    public LabelsBuilder set(String name, String value) {
        if (value.isEmpty()) {
            return remove(name);
        }
        int at = find(name);
        if (at < 0) {
            at = -at - 1;
            if (length == pairs.length) {
                pairs = Arrays.copyOf(pairs, 2 * length);
            }
            System.arraycopy(pairs, at, pairs, at + 2, length - at);
            pairs[at] = name;
            length += 2;
        }
        pairs[at + 1] = value;
        return this;
    }

    /// Removes a label if it is there.
    public LabelsBuilder remove(String name) {
        int at = find(name);
        if (at >= 0) {
            System.arraycopy(pairs, at + 2, pairs, at, length - at - 2);
            length -= 2;
        }
        return this;
    }

    /// The labels as set up to now. The builder may be used on.
    public Labels build() {
        return Labels.ofOrdered(Arrays.copyOf(pairs, length));
    }

    /// Where the name is, or `-(where it belongs) - 1`. Names mostly come in their order.
    private int find(String name) {
        for (int i = length - 2; i >= 0; i -= 2) {
            int order = Labels.compare(pairs[i], name);
            if (order == 0) {
                return i;
            }
            if (order < 0) {
                return -(i + 2) - 1;
            }
        }
        return -1;
    }
}
