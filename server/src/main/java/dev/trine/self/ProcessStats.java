package dev.trine.self;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What this process takes of the machine, at one moment. Read from `/proc` where there is one, so
/// that no management beans need to be loaded; elsewhere the values only that can tell are empty.
///
/// @param rssBytes resident memory
/// @param heapUsedBytes heap in use, garbage included
/// @param heapMaxBytes the most that the heap may grow to
/// @param cpuSeconds user and system time since the start
/// @param threads platform threads
/// @param openFiles file descriptors
public record ProcessStats(
        OptionalLong rssBytes,
        long heapUsedBytes,
        long heapMaxBytes,
        double cpuSeconds,
        OptionalLong threads,
        OptionalLong openFiles) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /// Reads all of them.
    public static ProcessStats now() {
        String status = status();
        Runtime runtime = Runtime.getRuntime();
        OptionalLong rssKib = field(status, "VmRSS:");
        return new ProcessStats(
                rssKib.isPresent() ? OptionalLong.of(rssKib.getAsLong() * 1024) : rssKib,
                runtime.totalMemory() - runtime.freeMemory(),
                runtime.maxMemory(),
                ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .map(ProcessStats::seconds)
                        .orElse(0.0),
                field(status, "Threads:"),
                descriptors());
    }

    /// Registers them under the names that Prometheus clients use. Values that this platform does not
    /// tell are NaN.
    public static void register(MetricRegistry registry) {
        registry.gauge(
                "process_resident_memory_bytes", "Resident memory.", () -> orNaN(now().rssBytes));
        registry.counter(
                "process_cpu_seconds_total", "User and system time.", () -> now().cpuSeconds);
        registry.gauge("process_open_fds", "Open file descriptors.", () -> orNaN(now().openFiles));
        registry.gauge("process_threads", "Platform threads.", () -> orNaN(now().threads));
        registry.gauge(
                "jvm_memory_used_bytes", "Heap in use.", () -> now().heapUsedBytes, "area", "heap");
        registry.gauge(
                "jvm_memory_max_bytes",
                "Most that the heap may take.",
                () -> now().heapMaxBytes,
                "area",
                "heap");
        double started =
                ProcessHandle.current()
                        .info()
                        .startInstant()
                        .map(i -> i.toEpochMilli() / 1e3)
                        .orElse(Double.NaN);
        registry.gauge(
                "process_start_time_seconds", "Start of the process, Unix time.", () -> started);
    }

    private static double orNaN(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : Double.NaN;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static String status() {
        try {
            return Files.readString(STATUS);
        } catch (IOException noProc) {
            return "";
        }
    }

    private static OptionalLong descriptors() {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return OptionalLong.of(open.count());
        } catch (IOException noProc) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong field(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).replace("kB", "").strip())
                .mapToLong(Long::parseLong)
                .findFirst();
    }
}
