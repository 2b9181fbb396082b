package dev.trine.storage;

import dev.trine.model.Batch;
import dev.trine.model.MetricBatch;
import dev.trine.model.NestedSets;
import dev.trine.model.TimeRange;
import dev.trine.model.TraceId;
import dev.trine.storage.annex.BlockFacts;
import dev.trine.storage.annex.TreePages;
import dev.trine.storage.annex.WordFilter;
import dev.trine.storage.codec.MalformedPageException;
import dev.trine.storage.head.Head;
import dev.trine.storage.head.HeadBlock;
import dev.trine.storage.part.Annex;
import dev.trine.storage.part.BlockRange;
import dev.trine.storage.part.CorruptPartException;
import dev.trine.storage.part.PartInfo;
import dev.trine.storage.part.PartReader;
import dev.trine.storage.tombstone.Deletions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/// One scan over one view of a signal. Keeps every part of the view readable until closed; a part
/// that retention dropped before the scan got to it is left out. One thread.
final class Scan<B extends Batch> implements AutoCloseable {
    record InHead<B extends Batch>(Head<B> head, HeadBlock<B> block, Deletions deletions)
            implements Block<B> {
        @Override
        public Object source() {
            return head;
        }

        @Override
        public int rows() {
            return block.batch().rows();
        }

        @Override
        public boolean sorted() {
            return false;
        }

        @Override
        public int firstSeries() {
            return 0;
        }

        @Override
        public int lastSeries() {
            return Integer.MAX_VALUE;
        }

        @Override
        public long minNanos() {
            return block.minNanos();
        }

        @Override
        public long maxNanos() {
            return block.maxNanos();
        }

        @Override
        public boolean isDeleted(int series) {
            return deletions.isWhole(series, head.minNanos(), head.maxNanos());
        }

        @Override
        public Optional<B> read(long columns) {
            return Optional.of(left(block.batch(), deletions, columns));
        }

        @Override
        public Optional<B> read(long columns, Collection<String> attributeKeys) {
            return Optional.of(block.batch());
        }

        @Override
        public boolean mayHave(int column, IntPredicate wanted) {
            return true;
        }

        @Override
        public boolean mayLast(long minNanos, long maxNanos) {
            return true;
        }

        @Override
        public boolean mayContain(String text) {
            return true;
        }

        @Override
        public boolean mayContainValue(String text) {
            return true;
        }

        @Override
        public boolean mayContainTrace(TraceId id) {
            return true;
        }

        @Override
        public Optional<NestedSets> nestedSets() {
            return Optional.empty();
        }
    }

    record InPart<B extends Batch>(
            PartReader reader, int block, DamageLog damage, Deletions deletions)
            implements Block<B> {
        @Override
        public Object source() {
            return reader.part();
        }

        @Override
        public int rows() {
            return reader.rows(block);
        }

        @Override
        public boolean sorted() {
            return true;
        }

        @Override
        public int firstSeries() {
            return reader.firstSeries(block);
        }

        @Override
        public int lastSeries() {
            return reader.lastSeries(block);
        }

        @Override
        public long minNanos() {
            return reader.minNanos(block);
        }

        @Override
        public long maxNanos() {
            return reader.maxNanos(block);
        }

        @Override
        public boolean isDeleted(int series) {
            PartInfo info = reader.part().info();
            return deletions.isWhole(series, info.minNanos(), info.maxNanos());
        }

        /// A damaged block is left out and counted.
        @Override
        public Optional<B> read(long columns) {
            return counted(() -> kept(columns));
        }

        @Override
        public Optional<B> read(long columns, Collection<String> attributeKeys) {
            return counted(() ->
                    deletions.isEmpty()
                            ? reader.read(block, columns, attributeKeys)
                            : kept(columns));
        }

        @Override
        public boolean mayHave(int column, IntPredicate wanted) {
            return annex(Annex.FACTS, BlockFacts::decode)
                    .map(facts -> facts.mayHave(column, wanted))
                    .orElse(true);
        }

        @Override
        public boolean mayLast(long minNanos, long maxNanos) {
            return annex(Annex.FACTS, BlockFacts::decode)
                    .map(facts -> facts.mayLast(minNanos, maxNanos))
                    .orElse(true);
        }

        @Override
        public boolean mayContain(String text) {
            return words(filter -> filter.mayContain(text));
        }

        @Override
        public boolean mayContainValue(String text) {
            return words(filter -> filter.mayEqual(text));
        }

        @Override
        public boolean mayContainTrace(TraceId id) {
            return words(filter -> filter.mayContainTrace(id.high(), id.low()));
        }

        @Override
        public Optional<NestedSets> nestedSets() {
            int rows = reader.rows(block);
            return annex(Annex.TREES, bytes -> TreePages.decode(bytes, rows));
        }

        private boolean words(Predicate<WordFilter> test) {
            return annex(Annex.WORDS, WordFilter::decode).map(test::test).orElse(true);
        }

        /// A damaged annex is counted; without it more is read.
        private <T> Optional<T> annex(Annex kind, Function<byte[], T> decode) {
            try {
                return reader.annex(block, kind).map(decode);
            } catch (CorruptPartException | MalformedPageException e) {
                damage.annex(reader, String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }

        private Batch kept(long columns) throws CorruptPartException {
            boolean concerned =
                    columns != 0
                            && deletions.concern(
                                    firstSeries(), lastSeries(), minNanos(), maxNanos());
            return concerned
                    ? left(reader.read(block, columns | Deletions.KEYS), deletions, columns)
                    : reader.read(block, columns);
        }

        @SuppressWarnings("unchecked") // a signal's parts hold batches of that signal
        private Optional<B> counted(Reading reading) {
            try {
                return Optional.of((B) reading.read());
            } catch (CorruptPartException e) {
                damage.block(reader, block, e);
                return Optional.empty();
            }
        }

        private interface Reading {
            Batch read() throws CorruptPartException;
        }
    }

    /// The rows of a batch that are not deleted.
    @SuppressWarnings("unchecked") // a batch of metrics stays one
    private static <B extends Batch> B left(B batch, Deletions deletions, long columns) {
        return columns != 0 && !deletions.isEmpty() && batch instanceof MetricBatch metrics
                ? (B) deletions.without(metrics)
                : batch;
    }

    private final SignalStore.View<B> view;
    private final DamageLog damage;
    private final Tombstones tombstones;
    private final List<PartReader> readers = new ArrayList<>();

    Scan(SignalStore.View<B> view, DamageLog damage, Tombstones tombstones) {
        this.tombstones = tombstones;
        this.view = view;
        this.damage = damage;
        for (SignalStore.NumberedPart part : view.parts()) {
            Optional<PartReader> reader = part.part().reader();
            reader.ifPresent(readers::add);
        }
    }

    void run(ScanRequest request, BatchVisitor<B> visitor) {
        run(request.range(), request.order(), reading(request.columns(), visitor));
    }

    void run(TimeRange range, ScanRequest.Order order, BlockVisitor<B> visitor) {
        List<Block<B>> blocks = inRange(range);
        if (order == ScanRequest.Order.NEWEST_FIRST) {
            blocks.sort(Comparator.comparingLong((Block<B> block) -> block.maxNanos()).reversed());
        }
        visitAll(blocks, visitor);
    }

    /// The blocks with a row in a range, as they were stored; readable until the scan is closed.
    List<Block<B>> inRange(TimeRange range) {
        List<Block<B>> blocks = new ArrayList<>();
        for (PartReader reader : readers) {
            Deletions deletions = deletions(reader, range);
            for (int block = 0; block < reader.blocks(); block++) {
                addIfInRange(new InPart<>(reader, block, damage, deletions), range, blocks);
            }
        }
        for (Head<B> head : heads().reversed()) {
            List<HeadBlock<B>> held = head.blocks();
            Deletions deletions = deletions(head, held);
            for (HeadBlock<B> block : held) {
                addIfInRange(new InHead<>(head, block, deletions), range, blocks);
            }
        }
        return blocks;
    }

    private Deletions deletions(PartReader reader, TimeRange range) {
        PartInfo info = reader.part().info();
        return tombstones.all().isEmpty() || !range.overlaps(info.minNanos(), info.maxNanos())
                ? Deletions.NONE
                : tombstones.of(
                        reader.part(),
                        info.lastPosition(),
                        () -> StoredMetrics.tables(reader, damage));
    }

    /// Of the head that takes rows nothing is deleted.
    private Deletions deletions(Head<B> head, List<HeadBlock<B>> held) {
        return tombstones.all().isEmpty() || held.isEmpty()
                ? Deletions.NONE
                : tombstones.of(
                        head,
                        head.lastPosition(),
                        () ->
                                held.getLast().batch() instanceof MetricBatch metrics
                                        ? Optional.of(metrics)
                                        : Optional.empty());
    }

    void traces(Collection<TraceId> ids, long columns, BatchVisitor<B> visitor) {
        List<Block<B>> blocks = new ArrayList<>();
        for (Head<B> head : heads()) {
            for (HeadBlock<B> block : head.blocks()) {
                if (ids.stream().anyMatch(id -> block.mayContainTrace(id.high(), id.low()))) {
                    blocks.add(new InHead<>(head, block, Deletions.NONE));
                }
            }
        }
        for (PartReader reader : readers) {
            BitSet found = new BitSet();
            for (TraceId id : ids) {
                BlockRange range = reader.trace(id.high(), id.low());
                found.set(range.first(), range.end());
            }
            found.stream()
                    .forEach(block ->
                            blocks.add(new InPart<>(reader, block, damage, Deletions.NONE)));
        }
        visitAll(blocks, reading(columns, visitor));
    }

    @Override
    public void close() {
        readers.forEach(PartReader::close);
    }

    /// Newest first.
    private List<Head<B>> heads() {
        List<Head<B>> heads = new ArrayList<>(view.waiting());
        heads.add(view.active());
        return heads.reversed();
    }

    private static <B extends Batch> void addIfInRange(
            Block<B> block, TimeRange range, List<Block<B>> blocks) {
        if (range.overlaps(block.minNanos(), block.maxNanos())) {
            blocks.add(block);
        }
    }

    private static <B extends Batch> BlockVisitor<B> reading(
            long columns, BatchVisitor<B> visitor) {
        return block -> {
            Optional<B> batch = block.read(columns);
            return batch.isEmpty()
                    || visitor.visit(batch.get(), block.minNanos(), block.maxNanos());
        };
    }

    private void visitAll(List<Block<B>> blocks, BlockVisitor<B> visitor) {
        for (Block<B> block : blocks) {
            if (Thread.interrupted()) {
                throw new ScanInterruptedException();
            }
            if (!visitor.visit(block)) {
                break;
            }
        }
        visitor.finish();
    }
}
