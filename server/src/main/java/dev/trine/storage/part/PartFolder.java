package dev.trine.storage.part;

import dev.trine.model.Signal;
import dev.trine.storage.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names of the files in the folder of parts.
///
/// ```
/// 000000000042-traces.part           a part: number, signal
/// 000000000043-logs.part.tmp         a part being written; found at the start, it is garbage
/// 000000000007-logs.part.damaged     set aside: its directory could not be read
/// ```
public final class PartFolder {
    private static final Pattern NAME =
            Pattern.compile("(\\d{12,19})-(traces|logs|metrics)\\.part(\\.tmp|\\.damaged)?");

    /// A file of the folder.
    ///
    /// @param suffix `.tmp`, `.damaged`, or empty for a part
    public record Entry(Path path, long number, Signal signal, String suffix) {}

    private final Disk disk;
    private final Path folder;

    public PartFolder(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
    }

    public Path path(long number, Signal signal) {
        return folder.resolve(String.format(Locale.ROOT, "%012d-%s.part", number, signal.label()));
    }

    public static Path temporary(Path part) {
        return part.resolveSibling(part.getFileName() + ".tmp");
    }

    public static Path damaged(Path part) {
        return part.resolveSibling(part.getFileName() + ".damaged");
    }

    /// All files that belong here, by number; others are left alone.
    public List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String name : disk.list(folder)) {
            entry(name).ifPresent(entries::add);
        }
        return entries;
    }

    private Optional<Entry> entry(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String suffix = matcher.group(3) == null ? "" : matcher.group(3);
        for (Signal signal : Signal.values()) {
            if (signal.label().equals(matcher.group(2))) {
                long number = Long.parseLong(matcher.group(1));
                return Optional.of(new Entry(folder.resolve(name), number, signal, suffix));
            }
        }
        return Optional.empty();
    }
}
