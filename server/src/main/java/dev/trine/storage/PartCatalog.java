package dev.trine.storage;

import static java.util.Comparator.reverseOrder;

import dev.trine.model.Batch;
import dev.trine.model.Clock;
import dev.trine.model.MetricBatch;
import dev.trine.model.Signal;
import dev.trine.storage.compact.Pace;
import dev.trine.storage.compact.PartMerger;
import dev.trine.storage.disk.Disk;
import dev.trine.storage.disk.DiskFile;
import dev.trine.storage.head.Head;
import dev.trine.storage.manifest.Manifest;
import dev.trine.storage.manifest.ManifestState;
import dev.trine.storage.manifest.NewerManifestException;
import dev.trine.storage.part.CorruptPartException;
import dev.trine.storage.part.NewerPartException;
import dev.trine.storage.part.Part;
import dev.trine.storage.part.PartFolder;
import dev.trine.storage.part.PartInfo;
import dev.trine.storage.part.PartReader;
import dev.trine.storage.seal.HeadSealer;
import dev.trine.storage.seal.PartRewrite;
import dev.trine.storage.tombstone.Deletions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts on disk and the manifest that names them, changed together so that a crash between any
/// two steps loses nothing and doubles nothing:
///
/// - seal: temporary file → sync → rename, which syncs the folder → manifest → view of the readers;
/// - merge: as a seal; the manifest exchanges the parts in one record → view → delete the inputs;
/// - evict: manifest → view of the readers → delete. On a disk too full for the manifest the part goes
///   first: the next start finds that it is gone.
///
/// A part that is there whole but not named (the crash came before the manifest) is taken on at the
/// next start when it continues what its signal's parts cover; the log then need not be replayed that
/// far. Any other file that is not named is garbage of an eviction, a merge or a crash, and deleted,
/// unless the manifest was damaged: then it is taken on if no other part has rows of the same stretch
/// of the log.
///
/// One thread at a time, but for [#write(Job, Pace)].
final class PartCatalog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartCatalog.class);

    private final Disk disk;
    private final Path folder;
    private final PartFolder names;
    private final Manifest manifest;
    private final DamageLog damage;
    private final BooleanSupplier stopped;
    private final BooleanSupplier hurried;
    private final Clock clock;
    private final HeadSealer sealer = new HeadSealer();
    private final IdentityHashMap<Head<?>, SignalStore.NumberedPart> unnamed =
            new IdentityHashMap<>();

    /// Results of merges that the manifest may or may not name; files to delete once it is known not to.
    private final List<Path> orphans = new ArrayList<>();

    /// Parts that could not be read whole, and stay as they are.
    private final Set<Long> unmergeable = new HashSet<>();

    /// Inputs of a merge that is under way.
    private final Set<Long> busy = new HashSet<>();

    private final PartMerger merger = new PartMerger();
    private long nextNumber;

    private PartCatalog(
            Disk disk,
            Path folder,
            Manifest manifest,
            DamageLog damage,
            BooleanSupplier stopped,
            BooleanSupplier hurried,
            Clock clock) {
        this.clock = clock;
        this.hurried = hurried;
        this.disk = disk;
        this.folder = folder;
        this.names = new PartFolder(disk, folder);
        this.manifest = manifest;
        this.damage = damage;
        this.stopped = stopped;
    }

    /// Opens all parts into the stores.
    ///
    /// @param root the data folder
    /// @param stopped once true, sealing ends early
    /// @param hurried whether heads have to be written fast rather than small at the moment
    static PartCatalog open(
            Disk disk,
            Path root,
            SignalStores stores,
            DamageLog damage,
            BooleanSupplier stopped,
            BooleanSupplier hurried,
            Clock clock)
            throws IOException, NewerManifestException, NewerPartException {
        Path folder = root.resolve("parts");
        disk.createFolder(folder);
        Manifest manifest = Manifest.open(disk, root);
        if (manifest.wasDamaged()) {
            LOG.warn("the manifest of {} was cut short; reading the parts themselves", root);
        }
        PartCatalog catalog =
                new PartCatalog(disk, folder, manifest, damage, stopped, hurried, clock);
        boolean loaded = false;
        try {
            catalog.load(stores);
            loaded = true;
            return catalog;
        } finally {
            if (!loaded) {
                stores.all().forEach(SignalStore::close);
                catalog.close();
            }
        }
    }

    ManifestState state() {
        return manifest.state();
    }

    /// Makes a part of a waiting head and puts it in the head's place. May be called again when it
    /// failed.
    void seal(SignalStore<? extends Batch> store, Head<? extends Batch> head) throws IOException {
        SignalStore.NumberedPart part = unnamed.get(head);
        if (part == null) {
            part = write(head, head.firstPosition(), head.lastPosition(), clock.unixNanos());
            unnamed.put(head, part);
        }
        change(manifest.state().with(part.number(), part.part().info()));
        unnamed.remove(head);
        store.sealed(head, part);
    }

    /// Makes one part of the small ones that are due for it. They stay what they are when it fails.
    ///
    /// @return the rows written again; 0 when none are due
    <B extends Batch> long merge(SignalStore<B> store, Compaction compaction) throws IOException {
        List<SignalStore.NumberedPart> inputs = compaction.choose(store.view().parts(), left());
        if (inputs.isEmpty()) {
            return 0;
        }
        Head<B> rows = store.newHead();
        for (SignalStore.NumberedPart input : inputs) {
            if (!read(store, input, rows)) {
                unmergeable.add(input.number());
                return 0;
            }
        }
        if (rows.isEmpty()) {
            unmergeable.addAll(inputs.stream().map(SignalStore.NumberedPart::number).toList());
            return 0;
        }
        SignalStore.NumberedPart part =
                write(
                        rows,
                        inputs.getFirst().part().info().firstPosition(),
                        inputs.getLast().part().info().lastPosition(),
                        newest(inputs));
        exchange(store, inputs, part);
        return rows.rows();
    }

    /// Writes parts of metrics that have deleted rows again without them.
    ///
    /// @return whether no part has any left; one that can't be read whole keeps them, unread
    boolean rewriteDeleted(StoredMetrics store) throws IOException {
        boolean all = true;
        for (SignalStore.NumberedPart input : store.view().parts()) {
            try (PartReader reader = input.part().reader().orElseThrow()) {
                Deletions deletions = store.deletions(reader);
                if (!deletions.isEmpty()) {
                    rewrite(store, input, new PartRewrite(reader, deletions));
                }
            } catch (CorruptPartException e) {
                LOG.warn("deleted rows stay in a damaged part: {}", e.getMessage());
                all = false;
            }
        }
        return all;
    }

    private void rewrite(StoredMetrics store, SignalStore.NumberedPart input, PartRewrite rewrite)
            throws IOException, CorruptPartException {
        long number = nextNumber++;
        Path path = names.path(number, Signal.METRICS);
        Path temporary = PartFolder.temporary(path);
        boolean written = false;
        try {
            long left;
            try (DiskFile file = disk.create(temporary)) {
                left = rewrite.write(file, stopped);
            }
            if (left == 0) {
                change(manifest.state().without(List.of(input.number())));
                store.emptied(input);
                discard(input.part().path());
                return;
            }
            disk.rename(temporary, path);
            SignalStore.NumberedPart part =
                    new SignalStore.NumberedPart(number, Part.open(disk, path));
            written = true;
            exchange(store, List.of(input), part);
        } catch (NewerPartException e) {
            throw new IOException("a part just written can't be read: " + e.getMessage(), e);
        } finally {
            if (!written) {
                discard(temporary);
                discard(path);
            }
        }
    }

    private static long newest(List<SignalStore.NumberedPart> parts) {
        return parts.stream().mapToLong(part -> part.part().newestNanos()).max().orElseThrow();
    }

    /// A merge that is under way beside all else.
    ///
    /// @param number of the part to be
    record Job(
            SignalStore<? extends Batch> store,
            List<SignalStore.NumberedPart> inputs,
            long number) {
        long bytes() {
            return inputs.stream().mapToLong(input -> input.part().info().bytes()).sum();
        }
    }

    /// Chooses parts to be merged block by block, and keeps other merges off them.
    Optional<Job> begin(SignalStore<? extends Batch> store, Compaction compaction) {
        List<SignalStore.NumberedPart> inputs = compaction.choose(store.view().parts(), left());
        if (inputs.isEmpty() || hasDeletedRows(store, inputs)) {
            return Optional.empty();
        }
        inputs.forEach(input -> busy.add(input.number()));
        return Optional.of(new Job(store, inputs, nextNumber++));
    }

    /// Writes the part of a job. Meanwhile anything else may be done with this catalog.
    ///
    /// @return empty when an input can't be read whole: it stays as it is
    Optional<SignalStore.NumberedPart> write(Job job, Pace pace) throws IOException {
        Path path = names.path(job.number, job.store.signal());
        Path temporary = PartFolder.temporary(path);
        boolean written = false;
        try {
            try (DiskFile file = disk.create(temporary)) {
                merger.merge(
                        job.inputs.stream().map(SignalStore.NumberedPart::part).toList(),
                        newest(job.inputs),
                        file,
                        pace,
                        stopped);
            }
            disk.rename(temporary, path);
            Part part = Part.open(disk, path);
            written = true;
            return Optional.of(new SignalStore.NumberedPart(job.number, part));
        } catch (CorruptPartException e) {
            LOG.warn("parts are not merged: {}", e.getMessage());
            return Optional.empty();
        } catch (NewerPartException e) {
            throw new IOException("a part just written can't be read: " + e.getMessage(), e);
        } finally {
            if (!written) {
                discard(temporary);
                discard(path);
            }
        }
    }

    /// Ends a job: puts its part, if there is one, in the place of the inputs, unless one of those has
    /// been dropped meanwhile, or rows of it deleted.
    ///
    /// @return whether it did
    boolean end(Job job, Optional<SignalStore.NumberedPart> part) throws IOException {
        List<Long> numbers = job.inputs.stream().map(SignalStore.NumberedPart::number).toList();
        busy.removeAll(numbers);
        if (part.isEmpty()) {
            unmergeable.addAll(numbers);
            return false;
        }
        if (!job.store.view().parts().containsAll(job.inputs)
                || hasDeletedRows(job.store, job.inputs)) {
            part.get().part().close();
            discard(part.get().part().path());
            return false;
        }
        exchange(job.store, job.inputs, part.get());
        return true;
    }

    /// Rows may be deleted while a merge is under way. Deletions go by the part's place in the log, which
    /// a merge moves: what is deleted has to be gone before.
    private static boolean hasDeletedRows(
            SignalStore<? extends Batch> store, List<SignalStore.NumberedPart> parts) {
        if (!(store instanceof StoredMetrics metrics)) {
            return false;
        }
        for (SignalStore.NumberedPart part : parts) {
            Optional<PartReader> opened = part.part().reader();
            if (opened.isEmpty()) {
                return true;
            }
            try (PartReader reader = opened.get()) {
                if (!metrics.deletions(reader).isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Ends a job that has failed.
    void abandon(Job job) {
        job.inputs.forEach(input -> busy.remove(input.number()));
    }

    private Set<Long> left() {
        Set<Long> left = new HashSet<>(unmergeable);
        left.addAll(busy);
        return left;
    }

    private <B extends Batch> void exchange(
            SignalStore<B> store,
            List<SignalStore.NumberedPart> inputs,
            SignalStore.NumberedPart part)
            throws IOException {
        List<Long> numbers = inputs.stream().map(SignalStore.NumberedPart::number).toList();
        boolean named = false;
        try {
            change(manifest.state().merged(numbers, part.number(), part.part().info()));
            named = true;
        } finally {
            if (!named) {
                orphans.add(part.part().path());
                part.part().close();
            }
        }
        store.merged(inputs, part);
        inputs.forEach(input -> discard(input.part().path()));
    }

    /// Adds all rows of a part to a head that never becomes visible.
    ///
    /// @return whether they could be read; the head is of no use otherwise
    @SuppressWarnings("unchecked") // a signal's parts hold batches of that signal
    private <B extends Batch> boolean read(
            SignalStore<B> store, SignalStore.NumberedPart part, Head<B> rows) {
        try (PartReader reader = part.part().reader().orElseThrow()) {
            Deletions deletions =
                    store instanceof StoredMetrics metrics
                            ? metrics.deletions(reader)
                            : Deletions.NONE;
            for (int block = 0; block < reader.blocks(); block++) {
                try {
                    Batch whole = reader.read(block, rows.schema().all());
                    B batch = (B) (whole instanceof MetricBatch m ? deletions.without(m) : whole);
                    rows.append(batch, rows.lastPosition() + 1);
                } catch (CorruptPartException e) {
                    store.damage().block(reader, block, e);
                    return false;
                }
            }
            return true;
        }
    }

    /// Notes, before the log is trimmed, that parts have all there is up to a position, of signals of
    /// which there is nothing, too: else the next start would miss what was trimmed.
    void cover(long position) throws IOException {
        changed(manifest.state().covering(position));
    }

    /// Drops a part.
    void evict(SignalStore<? extends Batch> store, SignalStore.NumberedPart part)
            throws IOException {
        boolean written = changed(manifest.state().without(List.of(part.number())));
        Path path = part.part().path();
        store.evicted(part);
        unmergeable.remove(part.number());
        disk.delete(path);
        if (!written) {
            change(manifest.state());
        }
    }

    private void change(ManifestState next) throws IOException {
        manifest.change(next);
        orphans.forEach(this::discard);
        orphans.clear();
    }

    /// Changes the manifest; when it can't be written, in memory only.
    ///
    /// @param next that the next start arrives at by itself from the parts that are there
    /// @return whether it is durable
    private boolean changed(ManifestState next) throws IOException {
        try {
            change(next);
            return true;
        } catch (IOException e) {
            LOG.warn("the manifest is to be written later: {}", e.getMessage());
            manifest.assume(next);
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        unnamed.values().forEach(part -> part.part().close());
        unnamed.clear();
        manifest.close();
    }

    private SignalStore.NumberedPart write(
            Head<? extends Batch> head, long firstPosition, long lastPosition, long sealedNanos)
            throws IOException {
        long number = nextNumber++;
        Path path = names.path(number, head.schema().signal());
        Path temporary = PartFolder.temporary(path);
        boolean written = false;
        try {
            try (DiskFile file = disk.create(temporary)) {
                sealer.seal(head, firstPosition, lastPosition, sealedNanos, file, stopped, hurried);
            }
            disk.rename(temporary, path);
            Part part = Part.open(disk, path);
            written = true;
            return new SignalStore.NumberedPart(number, part);
        } catch (CorruptPartException | NewerPartException e) {
            throw new IOException("a part just written can't be read: " + e.getMessage(), e);
        } finally {
            if (!written) {
                discard(temporary);
                discard(path);
            }
        }
    }

    /// Deletes what a failed step left, as far as that works; the next start deletes the rest.
    private void discard(Path path) {
        try {
            if (disk.exists(path)) {
                disk.delete(path);
            }
        } catch (IOException e) {
            LOG.warn("could not delete {}: {}", path, e.getMessage());
        }
    }

    private void load(SignalStores stores) throws IOException, NewerPartException {
        List<PartFolder.Entry> unknown = new ArrayList<>();
        ManifestState state = manifest.state();
        Map<Long, PartInfo> missing = new TreeMap<>(state.parts());
        nextNumber = state.nextPart();
        for (PartFolder.Entry entry : names.entries()) {
            nextNumber = Math.max(nextNumber, entry.number() + 1);
            PartInfo info = state.parts().get(entry.number());
            if (entry.suffix().equals(".tmp")) {
                discard(entry.path());
            } else if (entry.suffix().equals(".damaged")) {
                damage.part(disk.size(entry.path()));
            } else if (info == null || info.signal() != entry.signal()) {
                unknown.add(entry);
            } else {
                missing.remove(entry.number());
                state = loadNamed(stores, state, entry);
            }
        }
        for (Map.Entry<Long, PartInfo> part : missing.entrySet()) {
            LOG.warn(
                    "part {} with {} rows is gone from {}",
                    part.getKey(),
                    part.getValue().rows(),
                    folder);
        }
        state = state.without(missing.keySet());
        for (Unnamed part : opened(unknown)) {
            state = loadUnnamed(stores, state, part);
        }
        if (!unknown.isEmpty()) {
            // Their names may not have outlived a power cut yet; the manifest's word for them will.
            disk.syncFolder(folder);
        }
        changed(state.numberedFrom(nextNumber));
    }

    private ManifestState loadNamed(
            SignalStores stores, ManifestState state, PartFolder.Entry entry)
            throws IOException, NewerPartException {
        try {
            Part part = Part.open(disk, entry.path());
            stores.of(entry.signal()).found(new SignalStore.NumberedPart(entry.number(), part));
            return state;
        } catch (CorruptPartException e) {
            LOG.warn("part set aside: {}", e.getMessage());
            PartInfo named = state.parts().get(entry.number());
            damage.part(named == null ? disk.size(entry.path()) : named.bytes());
            disk.rename(entry.path(), PartFolder.damaged(entry.path()));
            return state.without(List.of(entry.number()));
        }
    }

    private record Unnamed(PartFolder.Entry entry, Part part) {
        PartInfo info() {
            return part.info();
        }
    }

    /// Those that are parts, in the order of the log, what holds the most first; others are deleted.
    private List<Unnamed> opened(List<PartFolder.Entry> entries)
            throws IOException, NewerPartException {
        List<Unnamed> parts = new ArrayList<>();
        for (PartFolder.Entry entry : entries) {
            try {
                parts.add(new Unnamed(entry, Part.open(disk, entry.path())));
            } catch (CorruptPartException e) {
                LOG.debug("part without a name is not whole: {}", e.getMessage());
                discard(entry.path());
            }
        }
        parts.sort(
                Comparator.comparingLong((Unnamed part) -> part.info().firstPosition())
                        .thenComparing(part -> part.info().lastPosition(), reverseOrder()));
        return parts;
    }

    /// Takes on a part that the manifest was to name next; deletes any other.
    private ManifestState loadUnnamed(SignalStores stores, ManifestState state, Unnamed unnamed) {
        PartFolder.Entry entry = unnamed.entry();
        Part part = unnamed.part();
        PartInfo info = unnamed.info();
        if (info.signal() == entry.signal() && isNew(state, info) && part.isIntact()) {
            LOG.info("part {} continues the manifest and is taken on", entry.path());
            stores.of(info.signal()).found(new SignalStore.NumberedPart(entry.number(), part));
            return state.with(entry.number(), info);
        }
        part.close();
        discard(entry.path());
        return state;
    }

    /// Whether the rows of a part are in no other one. What an intact manifest has covered and does not
    /// name was evicted or merged; a damaged one may have forgotten it.
    private boolean isNew(ManifestState state, PartInfo info) {
        if (info.firstPosition() > state.covered().of(info.signal())) {
            return true;
        }
        return manifest.wasDamaged()
                && state.parts().values().stream()
                        .noneMatch(other ->
                                other.signal() == info.signal()
                                        && other.firstPosition() <= info.lastPosition()
                                        && info.firstPosition() <= other.lastPosition());
    }
}
