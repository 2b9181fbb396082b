package dev.trine.storage;

import dev.trine.model.Batch;
import dev.trine.model.TraceId;
import dev.trine.storage.head.Head;
import dev.trine.storage.head.HeadBlock;
import dev.trine.storage.part.BlockRange;
import dev.trine.storage.part.CorruptPartException;
import dev.trine.storage.part.PartReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One scan over one view of a signal. Keeps every part of the view readable until closed; a part
/// that retention dropped before the scan got to it is left out. One thread.
final class Scan<B extends Batch> implements AutoCloseable {
    /// Something to visit: a block of a head, or one of a part that is not decoded yet.
    private sealed interface Candidate<B extends Batch> {
        long minNanos();

        long maxNanos();
    }

    private record InHead<B extends Batch>(HeadBlock<B> block) implements Candidate<B> {
        @Override
        public long minNanos() {
            return block.minNanos();
        }

        @Override
        public long maxNanos() {
            return block.maxNanos();
        }
    }

    private record InPart<B extends Batch>(PartReader reader, int block) implements Candidate<B> {
        @Override
        public long minNanos() {
            return reader.minNanos(block);
        }

        @Override
        public long maxNanos() {
            return reader.maxNanos(block);
        }
    }

    private final SignalStore.View<B> view;
    private final DamageLog damage;
    private final List<PartReader> readers = new ArrayList<>();

    Scan(SignalStore.View<B> view, DamageLog damage) {
        this.view = view;
        this.damage = damage;
        for (SignalStore.NumberedPart part : view.parts()) {
            Optional<PartReader> reader = part.part().reader();
            reader.ifPresent(readers::add);
        }
    }

    void run(ScanRequest request, BatchVisitor<B> visitor) {
        List<Candidate<B>> candidates = new ArrayList<>();
        for (Head<B> head : heads()) {
            for (HeadBlock<B> block : head.blocks()) {
                addIfInRange(new InHead<>(block), request, candidates);
            }
        }
        for (PartReader reader : readers) {
            for (int block = 0; block < reader.blocks(); block++) {
                addIfInRange(new InPart<>(reader, block), request, candidates);
            }
        }
        if (request.order() == ScanRequest.Order.NEWEST_FIRST) {
            candidates.sort(Comparator.comparingLong((Candidate<B> c) -> c.maxNanos()).reversed());
        }
        visitAll(candidates, request.columns(), visitor);
    }

    void trace(TraceId id, long columns, BatchVisitor<B> visitor) {
        List<Candidate<B>> candidates = new ArrayList<>();
        for (Head<B> head : heads()) {
            for (HeadBlock<B> block : head.blocks()) {
                if (block.mayContainTrace(id.high(), id.low())) {
                    candidates.add(new InHead<>(block));
                }
            }
        }
        for (PartReader reader : readers) {
            BlockRange blocks = reader.trace(id.high(), id.low());
            for (int block = blocks.first(); block < blocks.end(); block++) {
                candidates.add(new InPart<>(reader, block));
            }
        }
        visitAll(candidates, columns, visitor);
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
            Candidate<B> candidate, ScanRequest request, List<Candidate<B>> candidates) {
        if (request.range().overlaps(candidate.minNanos(), candidate.maxNanos())) {
            candidates.add(candidate);
        }
    }

    private void visitAll(List<Candidate<B>> candidates, long columns, BatchVisitor<B> visitor) {
        for (Candidate<B> candidate : candidates) {
            if (Thread.interrupted()) {
                throw new ScanInterruptedException();
            }
            Optional<B> batch = batch(candidate, columns);
            if (batch.isPresent()
                    && !visitor.visit(batch.get(), candidate.minNanos(), candidate.maxNanos())) {
                return;
            }
        }
    }

    private Optional<B> batch(Candidate<B> candidate, long columns) {
        return switch (candidate) {
            case InHead<B> head -> Optional.of(head.block.batch());
            case InPart<B> part -> read(part.reader, part.block, columns);
        };
    }

    /// A damaged block is left out and counted.
    @SuppressWarnings("unchecked") // a signal's parts hold batches of that signal
    private Optional<B> read(PartReader reader, int block, long columns) {
        try {
            return Optional.of((B) reader.read(block, columns));
        } catch (CorruptPartException e) {
            damage.block(reader, block, e);
            return Optional.empty();
        }
    }
}
