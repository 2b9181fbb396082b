package dev.trine.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What reviewers should not have to look for. Each rule lists all that break it.
class TidyTest {
    private static final int MAX_FILE_LINES = 800;
    private static final int MAX_METHOD_LINES = 70;
    private static final int MAX_PACKAGE_FILES = 40;

    /// The words are cut in two so that this file does not break its own rule.
    private static final Pattern UNFINISHED =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b|(?i:for" + " now\\b)");

    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w.~-])/(work|root|home/\\w+|Users/\\w+)/");

    private static final Pattern REGISTRY =
            Pattern.compile("\"resolved\"|registry\\.|https?://repo|<repository>|<mirror>");

    private static final Pattern EMPTY_CATCH = Pattern.compile("catch \\([^)]*\\) \\{\\s*\\}");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(#[^)]*)?\\)");

    /// In backticks: a path from the root with a slash in it, or a file in a folder of this tree.
    private static final Pattern NAMED_PATH =
            Pattern.compile(
                    "`((?:\\./)?(?:server|ui|demo|acceptance|benchmarks|docs|\\.ci|\\.mvn)"
                            + "/[\\w./-]+)`");

    private final Map<String, String> texts = Repository.texts();
    private final List<CompiledClass> classes = CompiledClass.all();

    @Test
    void nothingIsLeftUnfinished() {
        assertThat(lines(TidyTest::source, UNFINISHED)).isEmpty();
    }

    @Test
    void productCodeDoesNotPrintOrSwallow() {
        Predicate<String> product =
                path -> path.startsWith("server/src/main/java/") && !path.endsWith("/Main.java");
        assertThat(lines(product, Pattern.compile("System\\.(out|err)\\b|printStackTrace\\(\\)")))
                .isEmpty();
        assertThat(matches(path -> path.endsWith(".java"), EMPTY_CATCH)).isEmpty();
    }

    @Test
    void testsAreNotSwitchedOff() {
        assertThat(
                        lines(
                                path -> path.contains("/src/test/") || path.startsWith("ui/"),
                                Pattern.compile(
                                        "@Dis" + "abled|\\b(it|test|describe)\\.sk" + "ip\\(")))
                .isEmpty();
    }

    @Test
    void noPathOfAMachineAndNoRegistryIsCommitted() {
        assertThat(lines(path -> !path.startsWith("server/src/test/"), MACHINE_PATH)).isEmpty();
        Predicate<String> packaging =
                path ->
                        path.endsWith("package-lock.json")
                                || path.endsWith("pom.xml")
                                || path.endsWith(".npmrc")
                                || path.startsWith(".mvn/");
        Pattern allowed = Pattern.compile("omit-lockfile-registry-resolved");
        assertThat(lines(packaging, REGISTRY)).noneMatch(line -> !allowed.matcher(line).find());
    }

    @Test
    void filesAndMethodsStaySmall() {
        List<String> broken = new ArrayList<>();
        texts.forEach((path, text) -> {
            long lines = text.lines().count();
            if (source(path) && lines > MAX_FILE_LINES) {
                broken.add(path + ": " + lines + " lines");
            }
        });
        for (CompiledClass one : classes) {
            one.methodLines()
                    .forEach((method, lines) -> {
                        if (lines > MAX_METHOD_LINES && !method.equals("<clinit>")) {
                            broken.add(one.name() + "." + method + ": " + lines + " lines");
                        }
                    });
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void packagesAreSmallAndSayWhatLivesThere() {
        Map<String, Set<String>> packages = new TreeMap<>();
        for (String path : texts.keySet()) {
            if (path.matches(".*/src/main/java/.*\\.java")) {
                int slash = path.lastIndexOf('/');
                packages.computeIfAbsent(path.substring(0, slash), p -> new TreeSet<>())
                        .add(path.substring(slash + 1));
            }
        }
        List<String> broken = new ArrayList<>();
        packages.forEach((path, files) -> {
            String info = texts.getOrDefault(path + "/package-info.java", "");
            if (!info.startsWith("///") || !info.contains("@NullMarked")) {
                broken.add(path + ": no package-info.java with a text and @NullMarked");
            }
            if (files.size() > MAX_PACKAGE_FILES) {
                broken.add(path + ": " + files.size() + " files");
            }
        });
        assertThat(broken).isEmpty();
    }

    @Test
    void everyClassIsUsed() {
        Set<String> used = new TreeSet<>();
        for (CompiledClass one : classes) {
            for (String name : one.uses()) {
                String topLevel = name.replaceFirst("\\$.*", "");
                if (!topLevel.equals(one.topLevel())) {
                    used.add(topLevel);
                }
            }
        }
        List<String> dead =
                classes.stream()
                        .map(CompiledClass::name)
                        .filter(name -> !name.contains("$") && !name.endsWith(".package-info"))
                        .filter(name -> !name.equals("dev.trine.Main") && !used.contains(name))
                        .toList();
        assertThat(dead).isEmpty();
    }

    @Test
    void documentsNameWhatExists() {
        List<String> broken = new ArrayList<>();
        texts.forEach((path, text) -> {
            if (path.endsWith(".md")) {
                check(path, LINK.matcher(text), folder(path), broken);
                check(path, NAMED_PATH.matcher(text), "", broken);
            }
        });
        assertThat(broken).isEmpty();
    }

    @Test
    void everyDocumentIsLinkedFromAnother() {
        List<String> dead = new ArrayList<>();
        for (String path : texts.keySet()) {
            // Decisions are read in the order of their numbers.
            if (path.matches("docs/(?!decisions/|README).*\\.md")) {
                String name = path.substring(path.lastIndexOf('/') + 1);
                boolean named =
                        texts.entrySet().stream()
                                .anyMatch(other ->
                                        !other.getKey().equals(path)
                                                && other.getKey().endsWith(".md")
                                                && other.getValue().contains(name));
                if (!named) {
                    dead.add(path);
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    private static void check(String path, Matcher matcher, String folder, List<String> broken) {
        while (matcher.find()) {
            String named = matcher.group(1);
            if (!named.contains("*")
                    && !named.contains("/target/")
                    && !named.contains("/dist")
                    && !Files.exists(Repository.ROOT.resolve(folder).resolve(named))) {
                broken.add(path + " names " + named);
            }
        }
    }

    /// What others wrote, kept as they wrote it, is no source of ours.
    private static boolean source(String path) {
        return !path.contains("/resources/conformance/")
                && path.matches(".*\\.(java|ts|tsx|mjs|css|sh|xml|yaml|yml|md)|trine")
                && !path.endsWith("package-lock.json");
    }

    private static String folder(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private List<String> lines(Predicate<String> paths, Pattern pattern) {
        List<String> found = new ArrayList<>();
        texts.forEach((path, text) -> {
            if (paths.test(path)) {
                text.lines()
                        .filter(line -> pattern.matcher(line).find())
                        .forEach(line -> found.add(path + ": " + line.strip()));
            }
        });
        return found;
    }

    private List<String> matches(Predicate<String> paths, Pattern pattern) {
        List<String> found = new ArrayList<>();
        texts.forEach((path, text) -> {
            if (paths.test(path) && pattern.matcher(text).find()) {
                found.add(path);
            }
        });
        return found;
    }
}
