package dev.trine.storage.head;

import dev.trine.model.BytesColumn;
import dev.trine.model.IntColumn;
import dev.trine.model.SeriesTable;
import dev.trine.storage.codec.Hash64;
import java.util.Arrays;

/// The series of a metrics head, each kept once and numbered from 0 in order of first appearance.
///
/// A series is its resource, scope, metric and attributes, byte for byte: two senders that order the
/// same attributes differently make two series, as do two that encode them differently. Senders keep
/// their order, so canonical order would cost every point and gain nothing. Finding a series that is
/// there takes no memory. Not safe for use by several threads at once; views are.
public final class SeriesIndex {
    private static final int EMPTY = -1;

    private final InternTable metrics = new InternTable();
    private final IntColumn resource = new IntColumn(16);
    private final IntColumn scope = new IntColumn(16);
    private final IntColumn metric = new IntColumn(16);
    private final BytesColumn attributes = new BytesColumn(16, 1024);
    private long[] hashes = new long[16];
    private int[] slots = new int[64];

    public SeriesIndex() {
        Arrays.fill(slots, EMPTY);
    }

    /// The number of a metric message.
    public int metric(byte[] data, int start, int end) {
        return metrics.intern(data, start, end);
    }

    /// The number of a series, added when it is new.
    public int series(int ofResource, int ofScope, int ofMetric, byte[] data, int start, int end) {
        long owner = Hash64.of(((long) ofResource << 32) ^ ofScope, ofMetric);
        long hash = Hash64.of(owner, Hash64.of(data, start, end));
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (slots[slot] != EMPTY) {
            int id = slots[slot];
            if (hashes[id] == hash
                    && metric.get(id) == ofMetric
                    && resource.get(id) == ofResource
                    && scope.get(id) == ofScope
                    && Arrays.equals(
                            attributes.data(),
                            attributes.start(id),
                            attributes.end(id),
                            data,
                            start,
                            end)) {
                return id;
            }
            slot = (slot + 1) & mask;
        }
        int id = metric.size();
        resource.append(ofResource);
        scope.append(ofScope);
        metric.append(ofMetric);
        attributes.append(data, start, end - start);
        if (id == hashes.length) {
            hashes = Arrays.copyOf(hashes, id * 2);
        }
        hashes[id] = hash;
        slots[slot] = id;
        if ((id + 1) * 2 > slots.length) {
            slots = SlotTable.grow(slots.length * 2, hashes, id + 1);
        }
        return id;
    }

    int size() {
        return metric.size();
    }

    /// All series so far; does not change when more are added.
    public SeriesTable view() {
        int size = metric.size();
        return new SeriesTable(
                new IntColumn(resource.array(), size),
                new IntColumn(scope.array(), size),
                new IntColumn(metric.array(), size),
                new BytesColumn(attributes.data(), attributes.ends(), size),
                metrics.view());
    }

    long heapBytes() {
        return resource.heapBytes()
                + scope.heapBytes()
                + metric.heapBytes()
                + attributes.heapBytes()
                + metrics.heapBytes()
                + 8L * hashes.length
                + 4L * slots.length;
    }
}
