package dev.trine.model;

import io.airlift.compress.v3.xxhash.XxHash64JavaHasher;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The labels of a Prometheus series: name and value pairs, ordered by name, each name once, no
/// empty value (a label with an empty value is an absent one). The metric name is the label
/// [#NAME]. Names may be any text. Immutable; one array of strings, so that sets sharing names and
/// values share their strings.
///
/// Order and [#hash()] are those of Prometheus, since both show in answers: the order of a sorted
/// matrix and the series that `limit_ratio` takes.
public final class Labels implements Comparable<Labels> {
    /// The label that holds the metric's name.
    public static final String NAME = "__name__";

    /// The label that holds the metric's type, where it is kept.
    public static final String TYPE = "__type__";

    /// The label that holds the metric's unit, where it is kept.
    public static final String UNIT = "__unit__";

    /// No labels.
    public static final Labels EMPTY = new Labels(new String[0]);

    /// Lengths below this take one byte of the hashed form, others four.
    private static final int LONG_LENGTH = 255;

    /// Name, value, name, value and so on.
    private final String[] pairs;

    private int hashCode;

    private Labels(String[] pairs) {
        this.pairs = pairs;
    }

    /// Labels from names and values in turn, in any order.
    ///
    /// @throws IllegalArgumentException when a name comes twice or a value is missing
    public static Labels of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "labels: " + namesAndValues.length + " strings (expected: pairs)");
        }
        LabelsBuilder builder = new LabelsBuilder(EMPTY);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (builder.get(namesAndValues[i]) != null) {
                throw new IllegalArgumentException("label " + namesAndValues[i] + " comes twice");
            }
            builder.set(namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    /// Labels from a map; pairs with an empty value are left out.
    public static Labels of(Map<String, String> labels) {
        LabelsBuilder builder = new LabelsBuilder(EMPTY);
        labels.forEach(builder::set);
        return builder.build();
    }

    /// Labels from pairs that are known to be ordered by name, unique and without empty values. The
    /// array belongs to the labels from then on.
    static Labels ofOrdered(String[] pairs) {
        return pairs.length == 0 ? EMPTY : new Labels(pairs);
    }

    /// How many labels there are.
    public int size() {
        return pairs.length / 2;
    }

    public boolean isEmpty() {
        return pairs.length == 0;
    }

    /// The name of the label at an index below [#size()].
    public String name(int index) {
        return pairs[2 * index];
    }

    /// The value of the label at an index below [#size()].
    public String value(int index) {
        return pairs[2 * index + 1];
    }

    /// The value of a label, empty when there is no such label.
    public String get(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return pairs[i + 1];
            }
        }
        return "";
    }

    /// Whether there is a label of this name.
    public boolean has(String name) {
        return !get(name).isEmpty();
    }

    /// The metric's name, empty when it has none.
    public String metricName() {
        return get(NAME);
    }

    /// These labels with one more or another value; an empty value removes the label.
    public Labels with(String name, String value) {
        return new LabelsBuilder(this).set(name, value).build();
    }

    /// These labels without the metric's name, type and unit: what is left when a function has
    /// changed what the values mean.
    public Labels withoutMetric() {
        return without(NAME, TYPE, UNIT);
    }

    /// These labels without those named.
    public Labels without(String... names) {
        return filter(names, false);
    }

    /// Those of these labels that are named.
    public Labels only(String... names) {
        return filter(names, true);
    }

    private Labels filter(String[] names, boolean named) {
        int kept = 0;
        String[] result = new String[pairs.length];
        for (int i = 0; i < pairs.length; i += 2) {
            if (contains(names, pairs[i]) == named) {
                result[kept++] = pairs[i];
                result[kept++] = pairs[i + 1];
            }
        }
        return kept == pairs.length ? this : ofOrdered(Arrays.copyOf(result, kept));
    }

    private static boolean contains(String[] names, String name) {
        for (String one : names) {
            if (one.equals(name)) {
                return true;
            }
        }
        return false;
    }

    /// A builder that starts with these labels.
    public LabelsBuilder toBuilder() {
        return new LabelsBuilder(this);
    }

    /// The labels as a map in their order.
    public Map<String, String> toMap() {
        Map<String, String> map = LinkedHashMap.newLinkedHashMap(size());
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /// Prometheus's hash of a label set: xxHash64 over names and values, each led by its length in
    /// bytes. Computed at each call.
    public long hash() {
        int length = 0;
        byte[][] texts = new byte[pairs.length][];
        for (int i = 0; i < pairs.length; i++) {
            texts[i] = pairs[i].getBytes(StandardCharsets.UTF_8);
            length += texts[i].length + (texts[i].length < LONG_LENGTH ? 1 : 4);
        }
        byte[] data = new byte[length];
        int end = 0;
        for (byte[] text : texts) {
            end = writeLength(data, end, text.length);
            System.arraycopy(text, 0, data, end, text.length);
            end += text.length;
        }
        return XxHash64JavaHasher.hash(data, 0, length, 0);
    }

    private static int writeLength(byte[] data, int at, int length) {
        if (length < LONG_LENGTH) {
            data[at] = (byte) length;
            return at + 1;
        }
        data[at] = (byte) LONG_LENGTH;
        data[at + 1] = (byte) length;
        data[at + 2] = (byte) (length >>> 8);
        data[at + 3] = (byte) (length >>> 16);
        return at + 4;
    }

    /// By the first pair that differs, its name before its value, in the order of their UTF-8
    /// bytes; a set that another one goes on comes before it.
    @Override
    public int compareTo(Labels other) {
        int common = Math.min(pairs.length, other.pairs.length);
        for (int i = 0; i < common; i++) {
            int order = compare(pairs[i], other.pairs[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(pairs.length, other.pairs.length);
    }

    /// Compares texts by their UTF-8 bytes. That is the order of their UTF-16 units except that
    /// surrogates come last.
    static int compare(String one, String other) {
        int common = Math.min(one.length(), other.length());
        for (int i = 0; i < common; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean surrogate = Character.isSurrogate(a);
                if (surrogate != Character.isSurrogate(b)) {
                    return surrogate ? 1 : -1;
                }
                return Character.compare(a, b);
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Labels labels && Arrays.equals(pairs, labels.pairs));
    }

    /// A data race here is harmless: every thread computes the same number.
    @Override
    public int hashCode() {
        if (hashCode == 0) {
            hashCode = Arrays.hashCode(pairs);
        }
        return hashCode;
    }

    /// The labels as Prometheus prints them: `{__name__="up", "my.label"="x"}`.
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder().append('{');
        for (int i = 0; i < pairs.length; i += 2) {
            if (i > 0) {
                out.append(", ");
            }
            appendName(out, pairs[i]);
            out.append('=').append(QuotedText.of(pairs[i + 1]));
        }
        return out.append('}').toString();
    }

    private static void appendName(StringBuilder out, String name) {
        if (isPlainLabelName(name)) {
            out.append(name);
        } else {
            out.append(QuotedText.of(name));
        }
    }

    /// Whether a label name needs no quotes: `[a-zA-Z_][a-zA-Z0-9_]*`.
    public static boolean isPlainLabelName(String name) {
        return isPlain(name, false);
    }

    /// Whether a metric name needs no quotes: `[a-zA-Z_:][a-zA-Z0-9_:]*`.
    public static boolean isPlainMetricName(String name) {
        return isPlain(name, true);
    }

    private static boolean isPlain(String name, boolean colons) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            boolean digit = i > 0 && c >= '0' && c <= '9';
            if (!letter && !digit && !(colons && c == ':')) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
