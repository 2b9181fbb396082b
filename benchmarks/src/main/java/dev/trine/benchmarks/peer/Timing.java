package dev.trine.benchmarks.peer;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// How fast a server answered one question.
///
/// @param cpuMs of the server, for one answer
/// @param answerBytes of the last answer
/// @param failure what came instead of an answer; empty when all went well
record Timing(double p50Ms, double p99Ms, double cpuMs, int answerBytes, String failure) {
    private static final int MOST_FAILURE_TEXT = 120;

    /// Asks as often as `rounds` to warm up, then as often to measure; less often where answers take
    /// long.
    ///
    /// @param seconds that measuring may take; warming up takes half of that at most
    static Timing of(ProductProcess server, Question question, int rounds, double seconds)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = server.get(question.path());
        if (answer.statusCode() != 200) {
            return failed(answer);
        }
        long warm = System.nanoTime();
        for (int i = 1; i < rounds && seconds(warm) < seconds / 2; i++) {
            server.get(question.path());
        }
        double[] millis = new double[rounds];
        int count = 0;
        double cpu = server.usage().cpuSeconds();
        long start = System.nanoTime();
        while (count == 0 || (count < rounds && seconds(start) < seconds)) {
            long asked = System.nanoTime();
            answer = server.get(question.path());
            millis[count++] = (System.nanoTime() - asked) / 1e6;
        }
        cpu = server.usage().cpuSeconds() - cpu;
        double[] sorted = Arrays.copyOf(millis, count);
        Arrays.sort(sorted);
        return new Timing(
                sorted[(count - 1) / 2],
                sorted[(int) Math.ceil(0.99 * count) - 1],
                cpu * 1e3 / count,
                answer.body().length,
                "");
    }

    private static Timing failed(HttpResponse<byte[]> answer) {
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        return new Timing(
                Double.NaN,
                Double.NaN,
                Double.NaN,
                answer.body().length,
                String.format(
                        Locale.ROOT,
                        "%d: %s",
                        answer.statusCode(),
                        text.substring(0, Math.min(text.length(), MOST_FAILURE_TEXT))));
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
