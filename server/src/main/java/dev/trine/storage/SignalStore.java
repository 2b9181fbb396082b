package dev.trine.storage;

import dev.trine.model.Batch;
import dev.trine.model.Clock;
import dev.trine.model.Signal;
import dev.trine.model.TimeRange;
import dev.trine.storage.head.Head;
import dev.trine.storage.part.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// One signal's rows: the head that takes new ones, heads that wait to become parts (oldest first),
/// and parts. What a scan sees is one consistent view of all three, so that a row is seen once
/// whatever moves meanwhile.
///
/// Commits, and changes of the view, exclude each other; scans exclude nobody.
class SignalStore<B extends Batch> implements BatchStore<B> {
    /// The sources of rows at one moment.
    ///
    /// @param waiting heads that take no more rows, oldest first
    record View<B extends Batch>(Head<B> active, List<Head<B>> waiting, List<NumberedPart> parts) {}

    /// An open part and its number.
    record NumberedPart(long number, Part part) {}

    /// A head of so many rows takes no more, however small they are: when memory is short, appends
    /// wait for one to be sealed, a second or two of work.
    private static final long MAX_HEAD_ROWS = 1 << 21;

    private final Supplier<Head<B>> heads;
    private final DamageLog damage;
    private final Clock clock;
    private final Tombstones tombstones = new Tombstones();
    private final Tails<B> tails = new Tails<>();
    private final AtomicLong evictedParts = new AtomicLong();
    private final AtomicLong evictedRows = new AtomicLong();
    private volatile View<B> view;

    private long activeSinceNanos;

    SignalStore(Supplier<Head<B>> heads, DamageLog damage, Clock clock) {
        this.heads = heads;
        this.damage = damage;
        this.clock = clock;
        this.view = new View<>(heads.get(), List.of(), List.of());
    }

    /// Takes a batch that the log has; positions rise from call to call.
    synchronized void commit(B batch, long position) {
        if (view.active.isEmpty()) {
            activeSinceNanos = clock.monotonicNanos();
        }
        view.active.append(batch, position);
        if (view.active.rows() >= MAX_HEAD_ROWS) {
            rotate();
        }
        tails.publish(batch);
    }

    /// Closes the active head, so that it can be sealed or evicted as a whole, and begins a new one.
    synchronized void rotate() {
        View<B> seen = view;
        if (!seen.active.isEmpty()) {
            List<Head<B>> waiting = new ArrayList<>(seen.waiting);
            waiting.add(seen.active);
            view = new View<>(heads.get(), List.copyOf(waiting), seen.parts);
        }
    }

    /// [#rotate()] when the active head got its first row at least so long ago.
    synchronized void rotateIfOlder(long ageNanos) {
        if (clock.monotonicNanos() - activeSinceNanos >= ageNanos) {
            rotate();
        }
    }

    /// Puts a part in the place of the waiting head that it was made of.
    synchronized void sealed(Head<? extends Batch> head, NumberedPart part) {
        View<B> seen = view;
        view = new View<>(seen.active, without(seen.waiting, head), with(seen.parts, part));
    }

    /// Puts a part in the place of those whose rows it holds, and closes them; scans under way go on
    /// reading them.
    synchronized void merged(List<NumberedPart> inputs, NumberedPart part) {
        View<B> seen = view;
        List<NumberedPart> parts = new ArrayList<>(seen.parts);
        parts.removeAll(inputs);
        view = new View<>(seen.active, seen.waiting, with(parts, part));
        inputs.forEach(input -> input.part().close());
    }

    /// Adds a part found at the start.
    synchronized void found(NumberedPart part) {
        view = new View<>(view.active, view.waiting, with(view.parts, part));
    }

    /// Takes a part out and closes it; scans under way go on reading it.
    synchronized void evicted(NumberedPart part) {
        View<B> seen = view;
        List<NumberedPart> fewer = new ArrayList<>(seen.parts);
        fewer.remove(part);
        view = new View<>(seen.active, seen.waiting, List.copyOf(fewer));
        evictedParts.incrementAndGet();
        evictedRows.addAndGet(part.part().info().rows());
        part.part().close();
    }

    /// Drops a waiting head (memory mode).
    synchronized void evicted(Head<? extends Batch> head) {
        View<B> seen = view;
        view = new View<>(seen.active, without(seen.waiting, head), seen.parts);
        evictedRows.addAndGet(head.rows());
    }

    /// Closes all parts; scans under way go on reading them.
    synchronized void close() {
        View<B> seen = view;
        view = new View<>(seen.active, seen.waiting, List.of());
        seen.parts.forEach(part -> part.part().close());
    }

    /// Takes a part out of which nothing is left, and closes it; scans under way go on reading it.
    synchronized void emptied(NumberedPart part) {
        View<B> seen = view;
        List<NumberedPart> fewer = new ArrayList<>(seen.parts);
        fewer.remove(part);
        view = new View<>(seen.active, seen.waiting, List.copyOf(fewer));
        part.part().close();
    }

    /// What has been deleted of this signal.
    final Tombstones tombstones() {
        return tombstones;
    }

    final Signal signal() {
        return view.active.schema().signal();
    }

    /// An empty head of this signal's.
    final Head<B> newHead() {
        return heads.get();
    }

    final View<B> view() {
        return view;
    }

    /// Bytes of memory that all heads hold.
    final long headBytes() {
        View<B> seen = view;
        long bytes = seen.active.heapBytes();
        for (Head<B> head : seen.waiting) {
            bytes += head.heapBytes();
        }
        return bytes;
    }

    /// Position of the oldest batch that is in no part; `Long.MAX_VALUE` when all are.
    final long firstUnsealed() {
        View<B> seen = view;
        if (!seen.waiting.isEmpty()) {
            return seen.waiting.getFirst().firstPosition();
        }
        long first = seen.active.firstPosition();
        return first == 0 ? Long.MAX_VALUE : first;
    }

    @Override
    public void scan(ScanRequest request, BatchVisitor<B> visitor) {
        try (Scan<B> scan = new Scan<>(view, damage, tombstones)) {
            scan.run(request, visitor);
        }
    }

    @Override
    public void scanBlocks(TimeRange range, ScanRequest.Order order, BlockVisitor<B> visitor) {
        try (Scan<B> scan = new Scan<>(view, damage, tombstones)) {
            scan.run(range, order, visitor);
        }
    }

    @Override
    public BlockSet<B> blocks(TimeRange range) {
        Scan<B> scan = new Scan<>(view, damage, tombstones);
        boolean handedOver = false;
        try {
            BlockSet<B> blocks = new BlockSet<>(scan, range);
            handedOver = true;
            return blocks;
        } finally {
            if (!handedOver) {
                scan.close();
            }
        }
    }

    @Override
    public Tail<B> follow(int capacity) {
        return tails.follow(capacity);
    }

    final DamageLog damage() {
        return damage;
    }

    StorageStats.SignalStats stats() {
        View<B> seen = view;
        long rows = 0;
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        long partBytes = 0;
        for (NumberedPart part : seen.parts) {
            rows += part.part().info().rows();
            partBytes += part.part().info().bytes();
            min = Math.min(min, part.part().info().minNanos());
            max = Math.max(max, part.part().info().maxNanos());
        }
        List<Head<B>> all = new ArrayList<>(seen.waiting);
        all.add(seen.active);
        long series = 0;
        for (Head<B> head : all) {
            rows += head.rows();
            min = Math.min(min, head.minNanos());
            max = Math.max(max, head.maxNanos());
            series = Math.max(series, head.series());
        }
        return new StorageStats.SignalStats(
                rows,
                series,
                seen.parts.size(),
                partBytes,
                evictedParts.get(),
                evictedRows.get(),
                rows > 0 ? OptionalLong.of(min) : OptionalLong.empty(),
                rows > 0 ? OptionalLong.of(max) : OptionalLong.empty());
    }

    private static <B extends Batch> List<Head<B>> without(
            List<Head<B>> heads, Head<? extends Batch> head) {
        return heads.stream().filter(other -> other != head).toList();
    }

    private static List<NumberedPart> with(List<NumberedPart> parts, NumberedPart part) {
        List<NumberedPart> more = new ArrayList<>(parts);
        more.add(part);
        return List.copyOf(more);
    }
}
