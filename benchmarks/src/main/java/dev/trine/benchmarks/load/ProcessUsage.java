package dev.trine.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What a process has used so far, read from Linux's `/proc`.
///
/// @param cpuSeconds user and system time of all its threads
/// @param rssMib resident memory now
/// @param peakRssMib the most it ever was
public record ProcessUsage(double cpuSeconds, long rssMib, long peakRssMib) {
    private static final double TICKS_PER_SECOND = 100;

    /// Of a process.
    public static ProcessUsage of(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        double cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
        return new ProcessUsage(cpu, kib(pid, "VmRSS:") / 1024, kib(pid, "VmHWM:") / 1024);
    }

    /// Bytes that the files below a folder take, sparse ones as what they hold.
    public static long diskBytes(Path folder) throws IOException, InterruptedException {
        Process du =
                new ProcessBuilder("du", "-s", "--block-size=1", folder.toString())
                        .redirectErrorStream(true)
                        .start();
        String text = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        du.waitFor();
        return Long.parseLong(text.split("\\s")[0]);
    }

    private static long kib(long pid, String key) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            String line = lines.filter(l -> l.startsWith(key)).findFirst().orElse(key + " 0 kB");
            return Long.parseLong(line.replaceAll("\\D+", ""));
        }
    }
}
