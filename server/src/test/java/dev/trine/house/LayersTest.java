package dev.trine.house;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The layers of docs/ARCHITECTURE.md, checked over the compiled classes: who may use whom.
class LayersTest {
    private static final String ROOT = "dev.trine";

    /// Which layers each layer may use, besides itself. A layer is the first package below
    /// `dev.trine`; the root package, which wires everything, may use all.
    private static final Map<String, Set<String>> MAY_USE =
            Map.ofEntries(
                    entry(
                            "cli",
                            Set.of(
                                    "config",
                                    "protocol",
                                    "api",
                                    "rules",
                                    "agent",
                                    "opamp",
                                    "ingest",
                                    "query",
                                    "storage",
                                    "model",
                                    "wire",
                                    "net",
                                    "self")),
                    entry("config", Set.of("query", "storage", "model")),
                    entry(
                            "protocol",
                            Set.of("ingest", "query", "storage", "model", "wire", "net", "self")),
                    entry(
                            "api",
                            Set.of(
                                    "protocol",
                                    "ingest",
                                    "query",
                                    "storage",
                                    "model",
                                    "wire",
                                    "net",
                                    "self")),
                    entry("ingest", Set.of("storage", "model", "wire", "self")),
                    entry("query", Set.of("storage", "model", "wire", "self")),
                    entry("storage", Set.of("model", "wire", "self")),
                    entry("model", Set.of("wire")),
                    entry("net", Set.of("wire", "self")),
                    entry("wire", Set.of()),
                    entry("self", Set.of()));

    /// Libraries, and the one package that speaks to each.
    private static final Map<String, Set<String>> LIBRARY_HOME =
            Map.of(
                    "org.eclipse.jetty.", Set.of("dev.trine.net"),
                    "picocli.", Set.of("dev.trine.cli"),
                    "org.snakeyaml.", Set.of("dev.trine.config"),
                    "java.util.logging.", Set.of("dev.trine.cli"),
                    "com.google.protobuf.", Set.of(),
                    "sun.", Set.of());

    private static final List<String> FILE_CLASSES =
            List.of(
                    "java.nio.file.Files",
                    "java.nio.channels.FileChannel",
                    "java.io.RandomAccessFile",
                    "java.io.FileInputStream",
                    "java.io.FileOutputStream",
                    "java.io.FileReader",
                    "java.io.FileWriter");

    /// `self` reads `/proc`; the demo finds its folder; exports and imports are files of the user's.
    private static final Set<String> MAY_TOUCH_FILES =
            Set.of(
                    "dev.trine.storage.disk",
                    "dev.trine.agent",
                    "dev.trine.config",
                    "dev.trine.self",
                    "dev.trine.cli.demo",
                    "dev.trine.cli.transfer");

    private static final List<String> WALL_CLOCKS =
            List.of(
                    "java.lang.System.currentTimeMillis",
                    "java.time.Instant.now",
                    "java.time.LocalDateTime.now",
                    "java.time.ZonedDateTime.now",
                    "java.time.OffsetDateTime.now",
                    "java.time.Clock.systemUTC",
                    "java.time.Clock.systemDefaultZone");

    private final List<CompiledClass> classes = CompiledClass.all();

    @Test
    void layersUseOnlyTheLayersBelow() {
        List<String> broken = new ArrayList<>();
        for (CompiledClass one : classes) {
            String from = layer(one.packageName());
            for (String used : trineClasses(one)) {
                String to = layer(packageOf(used));
                if (!from.isEmpty()
                        && !from.equals(to)
                        && !MAY_USE.getOrDefault(from, Set.of()).contains(to)) {
                    broken.add(one.name() + " uses " + used);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyLayerHasItsRule() {
        Set<String> layers = new TreeSet<>();
        classes.forEach(one -> layers.add(layer(one.packageName())));
        layers.remove("");
        assertThat(MAY_USE.keySet()).containsAll(layers);
    }

    /// The tools that look at files have a door of their own.
    @Test
    void whatIsBelowStorageIsUsedByStorageAlone() {
        assertThat(uses("dev.trine.storage.", "dev.trine.storage"))
                .filteredOn(use ->
                        !use.matches(
                                "dev\\.trine\\.cli\\..* uses dev\\.trine\\.storage\\.inspect\\..*"))
                .isEmpty();
    }

    @Test
    void ecosystemsAndLanguagesDoNotKnowEachOther() {
        List<String> broken = new ArrayList<>();
        for (String family : List.of("dev.trine.protocol.", "dev.trine.query.")) {
            for (CompiledClass one : classes) {
                for (String used : trineClasses(one)) {
                    if (siblings(family, one.packageName(), packageOf(used))) {
                        broken.add(one.name() + " uses " + used);
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void packagesFormNoCycle() {
        Map<String, Set<String>> edges = new TreeMap<>();
        for (CompiledClass one : classes) {
            Set<String> targets = edges.computeIfAbsent(one.packageName(), p -> new TreeSet<>());
            trineClasses(one).forEach(used -> targets.add(packageOf(used)));
            targets.remove(one.packageName());
        }
        List<String> cycles = new ArrayList<>();
        for (Map.Entry<String, Set<String>> edge : edges.entrySet()) {
            for (String to : edge.getValue()) {
                if (reaches(edges, to, edge.getKey())) {
                    cycles.add(edge.getKey() + " -> " + to + " -> ... -> " + edge.getKey());
                }
            }
        }
        assertThat(cycles).isEmpty();
    }

    @Test
    void eachLibraryHasOneHome() {
        LIBRARY_HOME.forEach((library, homes) -> {
            List<String> broken = new ArrayList<>();
            for (CompiledClass one : classes) {
                one.uses().stream()
                        .filter(used -> used.startsWith(library))
                        .filter(used -> !homes.contains(one.packageName()))
                        .forEach(used -> broken.add(one.name() + " uses " + used));
            }
            assertThat(broken).as(library).isEmpty();
        });
    }

    @Test
    void filesAreTouchedInFewPlaces() {
        List<String> broken = new ArrayList<>();
        for (CompiledClass one : classes) {
            if (!MAY_TOUCH_FILES.contains(one.packageName())) {
                one.uses().stream()
                        .filter(FILE_CLASSES::contains)
                        .forEach(used -> broken.add(one.name() + " uses " + used));
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void timeComesFromTheOneClock() {
        List<String> broken = new ArrayList<>();
        for (CompiledClass one : classes) {
            if (!one.name().equals("dev.trine.SystemClock")) {
                one.calls().stream()
                        .filter(WALL_CLOCKS::contains)
                        .forEach(call -> broken.add(one.name() + " calls " + call));
            }
        }
        assertThat(broken).isEmpty();
    }

    private List<String> uses(String prefix, String allowedLayer) {
        List<String> broken = new ArrayList<>();
        for (CompiledClass one : classes) {
            boolean inside =
                    one.packageName().equals(allowedLayer)
                            || one.packageName().startsWith(allowedLayer + ".");
            for (String used : trineClasses(one)) {
                if (!inside && packageOf(used).startsWith(prefix)) {
                    broken.add(one.name() + " uses " + used);
                }
            }
        }
        return broken;
    }

    /// Whether both packages are in the family, in different members of it. The shared machinery of
    /// the query languages is no language.
    private static boolean siblings(String family, String from, String to) {
        if (!from.startsWith(family) || !to.startsWith(family)) {
            return false;
        }
        Set<String> shared = Set.of("syntax", "column", "filter", "series", "exec");
        String a = first(from.substring(family.length()));
        String b = first(to.substring(family.length()));
        return !a.equals(b) && !shared.contains(b);
    }

    private static boolean reaches(Map<String, Set<String>> edges, String from, String target) {
        Deque<String> open = new ArrayDeque<>(List.of(from));
        Set<String> seen = new TreeSet<>();
        while (!open.isEmpty()) {
            String next = open.pop();
            if (next.equals(target)) {
                return true;
            }
            if (seen.add(next)) {
                open.addAll(edges.getOrDefault(next, Set.of()));
            }
        }
        return false;
    }

    private static List<String> trineClasses(CompiledClass one) {
        return one.uses().stream().filter(used -> used.startsWith(ROOT + ".")).toList();
    }

    private static String layer(String packageName) {
        return packageName.equals(ROOT) ? "" : first(packageName.substring(ROOT.length() + 1));
    }

    private static String first(String dotted) {
        int dot = dotted.indexOf('.');
        return dot < 0 ? dotted : dotted.substring(0, dot);
    }

    private static String packageOf(String className) {
        return className.substring(0, className.lastIndexOf('.'));
    }
}
