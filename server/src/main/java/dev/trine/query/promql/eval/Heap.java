package dev.trine.query.promql.eval;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Keeps the largest of many numbers: a binary heap with the smallest of those kept at its root.
/// NaN counts as smaller than any number. Of equal numbers the ones that came first stay. Reused
/// from step to step.
final class Heap {
    private int[] items = new int[0];
    private double[] keys = new double[0];
    private int size;
    private int capacity;

    void reset(int newCapacity) {
        capacity = newCapacity;
        size = 0;
        if (items.length < capacity) {
            items = new int[capacity];
            keys = new double[capacity];
        }
    }

    void offer(int item, double key) {
        if (size < capacity) {
            items[size] = item;
            keys[size] = key;
            up(size++);
        } else if (keys[0] < key || (Double.isNaN(keys[0]) && !Double.isNaN(key))) {
            items[0] = item;
            keys[0] = key;
            down(0);
        }
    }

    private void up(int start) {
        int child = start;
        while (child > 0) {
            int parent = (child - 1) / 2;
            if (!isLess(child, parent)) {
                return;
            }
            swap(parent, child);
            child = parent;
        }
    }

    private void down(int start) {
        int parent = start;
        while (2 * parent + 1 < size) {
            int child = 2 * parent + 1;
            if (child + 1 < size && isLess(child + 1, child)) {
                child++;
            }
            if (!isLess(child, parent)) {
                return;
            }
            swap(parent, child);
            parent = child;
        }
    }

    private boolean isLess(int a, int b) {
        return Double.isNaN(keys[a]) || keys[a] < keys[b];
    }

    private void swap(int a, int b) {
        int item = items[a];
        items[a] = items[b];
        items[b] = item;
        double key = keys[a];
        keys[a] = keys[b];
        keys[b] = key;
    }

    /// The items kept, the largest first.
    int[] sorted() {
        if (size == 1) {
            return new int[] {items[0]};
        }
        return IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(this::descending))
                .mapToInt(i -> items[i])
                .toArray();
    }

    private double descending(int i) {
        return Double.isNaN(keys[i]) ? Double.POSITIVE_INFINITY : -keys[i];
    }
}
