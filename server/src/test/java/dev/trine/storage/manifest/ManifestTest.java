package dev.trine.storage.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trine.model.Signal;
import dev.trine.storage.disk.SimulatedDisk;
import dev.trine.storage.part.PartInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ManifestTest {
    private static final Path FOLDER = Path.of("/data");
    private static final Path FILE = FOLDER.resolve("manifest");

    @Test
    void aMissingManifestIsAnEmptyOne() throws Exception {
        Manifest manifest = Manifest.open(disk(), FOLDER);
        assertThat(manifest.state()).isEqualTo(ManifestState.EMPTY);
        assertThat(manifest.wasDamaged()).isFalse();
    }

    @Test
    void changesAreThereAfterAPowerCut() throws Exception {
        SimulatedDisk disk = disk();
        List<ManifestState> states = write(disk, 30);
        Manifest reopened = Manifest.open(disk.afterPowerCut(), FOLDER);
        assertThat(reopened.state()).isEqualTo(states.getLast());
        assertThat(reopened.wasDamaged()).isFalse();
    }

    @Test
    void partsRaiseWhatIsCoveredAndEvictionDoesNotLowerIt() {
        ManifestState state =
                ManifestState.EMPTY.with(1, part(Signal.LOGS, 50)).with(2, part(Signal.TRACES, 70));
        assertThat(state.covered().logs()).isEqualTo(50);
        assertThat(state.covered().traces()).isEqualTo(70);
        assertThat(state.covered().metrics()).isZero();
        assertThat(state.nextPart()).isEqualTo(3);
        ManifestState without = state.without(List.of(2L));
        assertThat(without.covered()).isEqualTo(state.covered());
        assertThat(without.parts()).containsOnlyKeys(1L);
    }

    @Test
    void aCutOrFlippedManifestGivesAnEarlierStateAndSaysSo() throws Exception {
        SimulatedDisk disk = disk();
        List<ManifestState> states = new ArrayList<>(write(disk, 8));
        states.add(ManifestState.EMPTY);
        byte[] intact = disk.bytes(FILE);
        for (int length = 1; length < intact.length; length++) {
            SimulatedDisk damaged = disk();
            damaged.adopt(FILE, Arrays.copyOf(intact, length));
            assertThat(states).contains(Manifest.open(damaged, FOLDER).state());
        }
        Random random = new Random(3);
        for (int at = 0; at < intact.length; at++) {
            byte[] flipped = intact.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            SimulatedDisk damaged = disk();
            damaged.adopt(FILE, flipped);
            Manifest manifest = Manifest.open(damaged, FOLDER);
            assertThat(manifest.wasDamaged()).as("byte %d", at).isTrue();
            assertThat(states).contains(manifest.state());
        }
    }

    @Test
    void afterAFailedChangeTheNextOneHolds() throws Exception {
        for (int call = 1; call < 12; call++) {
            SimulatedDisk disk = disk();
            Manifest manifest = Manifest.open(disk, FOLDER);
            manifest.change(ManifestState.EMPTY.with(1, part(Signal.LOGS, 10)));
            ManifestState next = manifest.state().with(2, part(Signal.LOGS, 20));
            disk.failAt(disk.calls() + call, disk.calls() + call, SimulatedDisk.Failure.IO_ERROR);
            boolean failed = false;
            try {
                manifest.change(next);
            } catch (IOException e) {
                failed = true;
                assertThat(manifest.state().parts()).containsOnlyKeys(1L);
                disk.failAt(-1, -1, SimulatedDisk.Failure.IO_ERROR);
                manifest.change(next);
            }
            assertThat(failed || call > 2).isTrue();
            assertThat(Manifest.open(disk.afterPowerCut(), FOLDER).state()).isEqualTo(next);
        }
    }

    @Test
    void aManifestOfANewerVersionIsNotTouched() throws Exception {
        SimulatedDisk disk = disk();
        write(disk, 1);
        byte[] bytes = disk.bytes(FILE);
        bytes[8] = 2;
        int crc = ManifestFormat.crc(bytes, 0, 12);
        for (int i = 0; i < 4; i++) {
            bytes[12 + i] = (byte) (crc >>> (8 * i));
        }
        disk.adopt(FILE, bytes);
        assertThatThrownBy(() -> Manifest.open(disk, FOLDER))
                .isInstanceOf(NewerManifestException.class)
                .hasMessageContaining("version 2 (expected: <= 1)");
    }

    private static SimulatedDisk disk() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(new Random(1));
        disk.createFolder(FOLDER);
        return disk;
    }

    private static List<ManifestState> write(SimulatedDisk disk, int changes) throws Exception {
        List<ManifestState> states = new ArrayList<>();
        try (Manifest manifest = Manifest.open(disk, FOLDER)) {
            for (int i = 1; i <= changes; i++) {
                ManifestState next =
                        i % 4 == 0
                                ? manifest.state().without(List.of(i - 2L))
                                : manifest.state()
                                        .with(i, part(Signal.ofCode(1 + i % 3), 100L * i));
                manifest.change(next);
                states.add(next);
            }
        }
        return states;
    }

    private static PartInfo part(Signal signal, long lastPosition) {
        return new PartInfo(signal, 7, 4711, lastPosition - 5, lastPosition, -3, 1_760_000_000L);
    }
}
