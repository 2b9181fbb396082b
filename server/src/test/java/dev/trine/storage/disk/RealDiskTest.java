package dev.trine.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RealDiskTest {
    private final RealDisk disk = new RealDisk();

    @TempDir Path folder;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path file = folder.resolve("a");
        try (DiskFile made = disk.create(file)) {
            made.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 2);
            made.sync();
            assertThat(made.size()).isEqualTo(5);
            ByteBuffer some = ByteBuffer.allocate(10);
            assertThat(made.read(some, 1)).isEqualTo(4);
            assertThat(made.read(ByteBuffer.allocate(3), 99)).isZero();
            made.truncate(3);
        }
        assertThat(disk.read(file)).containsExactly(0, 0, 1);
        assertThat(disk.size(file)).isEqualTo(3);
        try (DiskFile opened = disk.open(file)) {
            opened.write(ByteBuffer.wrap(new byte[] {9}), 3);
        }
        assertThat(Files.readAllBytes(file)).containsExactly(0, 0, 1, 9);
    }

    @Test
    void namesComeAndGo() throws IOException {
        Path deep = folder.resolve("x").resolve("y");
        disk.createFolder(deep);
        disk.createFolder(deep);
        disk.create(deep.resolve("b.tmp")).close();
        disk.create(deep.resolve("a")).close();
        disk.rename(deep.resolve("b.tmp"), deep.resolve("b"));
        assertThat(disk.list(deep)).containsExactly("a", "b");
        disk.delete(deep.resolve("a"));
        disk.syncFolder(deep);
        assertThat(disk.list(deep)).containsExactly("b");
        assertThat(disk.list(folder.resolve("none"))).isEmpty();
        assertThat(disk.exists(deep.resolve("b"))).isTrue();
        assertThat(disk.freeBytes(deep)).isPositive();
    }

    @Test
    void failuresNameThePath() throws IOException {
        Path file = folder.resolve("f");
        disk.create(file).close();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> disk.create(file))
                .withMessageContaining(file.toString());
        Path none = folder.resolve("none");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> disk.open(none))
                .withMessageContaining(none.toString());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> disk.delete(none))
                .withMessageContaining(none.toString());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> disk.map(none))
                .withMessageContaining(none.toString());
    }

    @Test
    void aMappingOutlivesItsFileUntilTheLastReferenceIsGone() throws IOException {
        Path file = folder.resolve("m");
        Files.write(file, new byte[] {5, 6});
        MappedFile mapped = disk.map(file);
        assertThat(mapped.tryRetain()).isTrue();
        disk.delete(file);
        mapped.release();
        assertThat(mapped.bytes().get(ValueLayout.JAVA_BYTE, 1)).isEqualTo((byte) 6);
        mapped.release();
        assertThat(mapped.tryRetain()).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(() -> mapped.bytes().get(ValueLayout.JAVA_BYTE, 1));
        assertThatIllegalStateException().isThrownBy(mapped::release);
    }

    @Test
    void aLockedFolderSaysWhoHasIt() throws IOException {
        Path lock = folder.resolve("lock");
        try (DiskLock held = disk.lock(lock)) {
            assertThat(held).isNotNull();
            assertThatExceptionOfType(FolderLockedException.class)
                    .isThrownBy(() -> disk.lock(lock))
                    .withMessageContaining(folder.toString())
                    .withMessageContaining(Long.toString(ProcessHandle.current().pid()));
        }
        disk.lock(lock).close();
    }
}
