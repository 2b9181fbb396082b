package dev.trine.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The repository's own text files, without what builds leave behind.
final class Repository {
    private static final Set<String> LEFT_OUT =
            Set.of(".git", "target", "node_modules", "dist", ".idea", ".vscode", "data");

    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private Repository() {}

    /// Contents by path from the root, with forward slashes. Binary files are left out.
    static Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        try {
            Files.walkFileTree(
                    ROOT,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path folder, BasicFileAttributes attributes) {
                            return LEFT_OUT.contains(String.valueOf(folder.getFileName()))
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            read(file, texts);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private static void read(Path file, Map<String, String> texts) throws IOException {
        String path = ROOT.relativize(file).toString().replace('\\', '/');
        // In a worktree .git is a file.
        if (path.equals(".git") || path.endsWith(".log")) {
            return;
        }
        try {
            texts.put(path, Files.readString(file));
        } catch (MalformedInputException e) {
            assert !path.endsWith(".java") : path + " is not UTF-8";
        }
    }
}
