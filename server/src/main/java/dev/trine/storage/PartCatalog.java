package dev.trine.storage;

import dev.trine.model.Batch;
import dev.trine.model.Signal;
import dev.trine.storage.disk.Disk;
import dev.trine.storage.disk.DiskFile;
import dev.trine.storage.head.Head;
import dev.trine.storage.manifest.Manifest;
import dev.trine.storage.manifest.ManifestState;
import dev.trine.storage.manifest.NewerManifestException;
import dev.trine.storage.part.CorruptPartException;
import dev.trine.storage.part.NewerPartException;
import dev.trine.storage.part.Part;
import dev.trine.storage.part.PartInfo;
import dev.trine.storage.seal.HeadSealer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts on disk and the manifest that names them, changed together so that a crash between any
/// two steps loses nothing and doubles nothing:
///
/// - seal: temporary file → sync → rename, which syncs the folder → manifest → view of the readers;
/// - evict: manifest → view of the readers → delete. On a disk too full for the manifest the part goes
///   first: the next start finds that it is gone.
///
/// A part that is there whole but not named (the crash came before the manifest) is taken on at the
/// next start when it continues what its signal's parts cover; the log then need not be replayed that
/// far. Any other file that is not named is garbage of an eviction or of a crash, and deleted.
///
/// One thread at a time.
final class PartCatalog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartCatalog.class);

    private final Disk disk;
    private final Path folder;
    private final PartFolder names;
    private final Manifest manifest;
    private final DamageLog damage;
    private final BooleanSupplier stopped;
    private final HeadSealer sealer = new HeadSealer();
    private final IdentityHashMap<Head<?>, SignalStore.NumberedPart> unnamed =
            new IdentityHashMap<>();
    private long nextNumber;

    private PartCatalog(
            Disk disk, Path folder, Manifest manifest, DamageLog damage, BooleanSupplier stopped) {
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
    static PartCatalog open(
            Disk disk, Path root, SignalStores stores, DamageLog damage, BooleanSupplier stopped)
            throws IOException, NewerManifestException, NewerPartException {
        Path folder = root.resolve("parts");
        disk.createFolder(folder);
        Manifest manifest = Manifest.open(disk, root);
        if (manifest.wasDamaged()) {
            LOG.warn("the manifest of {} was cut short; reading the parts themselves", root);
        }
        PartCatalog catalog = new PartCatalog(disk, folder, manifest, damage, stopped);
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
            part = write(head);
            unnamed.put(head, part);
        }
        manifest.change(manifest.state().with(part.number(), part.part().info()));
        unnamed.remove(head);
        store.sealed(head, part);
    }

    /// Drops a part.
    void evict(SignalStore<? extends Batch> store, SignalStore.NumberedPart part)
            throws IOException {
        boolean written = changed(manifest.state().without(List.of(part.number())));
        Path path = part.part().path();
        store.evicted(part);
        disk.delete(path);
        if (!written) {
            manifest.change(manifest.state());
        }
    }

    /// Changes the manifest; when it can't be written, in memory only.
    ///
    /// @param next that the next start arrives at by itself from the parts that are there
    /// @return whether it is durable
    private boolean changed(ManifestState next) throws IOException {
        try {
            manifest.change(next);
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

    private SignalStore.NumberedPart write(Head<? extends Batch> head) throws IOException {
        long number = nextNumber++;
        Path path = names.path(number, head.schema().signal());
        Path temporary = PartFolder.temporary(path);
        boolean written = false;
        try {
            try (DiskFile file = disk.create(temporary)) {
                sealer.seal(head, file, stopped);
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
        for (PartFolder.Entry entry : unknown) {
            state = loadUnnamed(stores, state, entry);
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
            damage.part(disk.size(entry.path()));
            disk.rename(entry.path(), PartFolder.damaged(entry.path()));
            return state.without(List.of(entry.number()));
        }
    }

    /// Takes on a part that the manifest was to name next; deletes any other.
    private ManifestState loadUnnamed(
            SignalStores stores, ManifestState state, PartFolder.Entry entry)
            throws IOException, NewerPartException {
        Signal signal = entry.signal();
        try {
            Part part = Part.open(disk, entry.path());
            if (part.info().signal() == signal
                    && part.info().firstPosition() > state.covered().of(signal)
                    && part.isIntact()) {
                LOG.info("part {} continues the manifest and is taken on", entry.path());
                stores.of(signal).found(new SignalStore.NumberedPart(entry.number(), part));
                return state.with(entry.number(), part.info());
            }
            part.close();
        } catch (CorruptPartException e) {
            LOG.debug("part without a name is not whole: {}", e.getMessage());
        }
        discard(entry.path());
        return state;
    }
}
