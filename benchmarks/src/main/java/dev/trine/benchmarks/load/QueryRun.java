package dev.trine.benchmarks.load;

import dev.trine.self.MetricRegistry;
import dev.trine.storage.Storage;
import dev.trine.storage.StorageOpenException;
import dev.trine.storage.StorageOptions;
import dev.trine.storage.StorageUnavailableException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fills a folder with spans and log records, all sealed to parts, and times each question that the
/// REST API answers: cold, as the first of its kind that a server just started is asked, and warm.
///
/// Arguments: `[--items N] [--data FOLDER] [--trine COMMAND] [--rounds N] [--restarts N]
/// [--only TEXT]`. A folder that exists is not filled again. Run from the project's root after
/// `./trine version` has built the jar.
public final class QueryRun {
    private static final Pattern TRACE_ID = Pattern.compile("\"trace_id\":\"([0-9a-f]{32})\"");

    /// One span and one log record that are like no other, older than all others.
    private static final String NEEDLE_SPAN =
            "{\"resourceSpans\":[{\"resource\":{},\"scopeSpans\":[{\"spans\":[{\"traceId\":"
                    + "\"0000000000000000000000000000beef\",\"spanId\":\"000000000000beef\",\"name\":"
                    + "\"hay\",\"startTimeUnixNano\":\"1793491200000000000\",\"endTimeUnixNano\":"
                    + "\"1793491200000000001\",\"attributes\":[{\"key\":\"order.id\",\"value\":"
                    + "{\"stringValue\":\"needle\"}}]}]}]}]}";

    private static final String NEEDLE_LOG =
            "{\"resourceLogs\":[{\"resource\":{},\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":"
                    + "\"1793491200000000000\",\"traceId\":\"0000000000000000000000000000beef\",\"body\":{\"stringValue\":\"a"
                    + " needle in the hay\"}}]}]}]}";

    private final Options options;
    private final PrintStream out;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private QueryRun(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = System.out; // the figures are this program's product
        new QueryRun(Options.parse(args), out).run();
    }

    private void run() throws IOException, InterruptedException {
        if (!Files.exists(options.data())) {
            fill();
        }
        List<Question> questions = new ArrayList<>();
        questions()
                .forEach((name, path) ->
                        questions.add(new Question(name, path, new double[options.restarts()])));
        for (int i = 0; i < options.restarts(); i++) {
            try (ServerProcess server = start()) {
                for (Question question : rotated(questions, i)) {
                    question.coldMs[i] = ask(server, question.path).millis();
                }
                server.stop();
            }
        }
        try (ServerProcess server = start()) {
            out.println("| question | answer | cold p50 | p50 | p95 | server CPU |");
            out.println("|---|---|---|---|---|---|");
            for (Question question : questions) {
                warm(server, question.name, question.path, question.coldMs);
            }
            server.stop();
        }
    }

    /// @param coldMs how long each fresh server took for it
    private record Question(String name, String path, double[] coldMs) {}

    private ServerProcess start() throws IOException, InterruptedException {
        return ServerProcess.start(options.launcher(), options.data(), "synced");
    }

    private void fill() throws IOException, InterruptedException {
        try (ServerProcess server = start()) {
            post(server, "/v1/traces", NEEDLE_SPAN);
            post(server, "/v1/logs", NEEDLE_LOG);
            for (String signal : List.of("traces", "logs")) {
                LoadGenerator generator =
                        new LoadGenerator("http", "127.0.0.1", server.otlpPort("http"), 2);
                LoadGenerator.Result sent =
                        generator.send(Workload.of(signal, options.items(), 42));
                if (sent.refused() > 0) {
                    throw new IOException(sent.refused() + " requests were refused");
                }
            }
            server.stop();
        }
        seal();
    }

    /// What the server still had in its log and in memory becomes parts, as it would in ten minutes.
    private void seal() throws IOException {
        StorageOptions storage =
                new StorageOptions(
                        options.data(),
                        StorageOptions.Mode.DISK,
                        StorageOptions.Ack.SYNCED,
                        Optional.empty(),
                        Optional.empty());
        try (Storage opened = Storage.open(storage, new SystemClock(), new MetricRegistry())) {
            opened.flush();
        } catch (StorageOpenException | StorageUnavailableException e) {
            throw new IOException("could not seal", e);
        }
    }

    private Map<String, String> questions() throws IOException, InterruptedException {
        String known;
        try (ServerProcess server = start()) {
            known = firstTraceId(ask(server, "/api/traces?limit=1&text=stock").body());
            server.stop();
        }
        Map<String, String> questions = new LinkedHashMap<>();
        questions.put("newest 100 traces", "/api/traces");
        questions.put("trace by id, found", "/api/traces/" + known);
        questions.put("trace by id, not found", "/api/traces/0000000000000000000000000000dead");
        questions.put("traces by attribute, one match", "/api/traces?attribute=order.id=needle");
        questions.put("traces by attribute, no match", "/api/traces?attribute=order.id=absent");
        questions.put("traces by text, no match", "/api/traces?text=zebra");
        questions.put("newest 100 traces with an error", "/api/traces?status=error");
        questions.put(
                "traces of a service, at least 200 ms",
                "/api/traces?service=payment&minDuration=200ms");
        questions.put("histogram of traces", "/api/traces/histogram");
        questions.put("newest 100 spans", "/api/spans");
        questions.put("span by id", "/api/spans?spanId=000000000000beef");
        questions.put("newest 100 logs", "/api/logs");
        questions.put("logs by text, one match", "/api/logs?text=" + encoded("needle in the"));
        questions.put("logs by text, no match", "/api/logs?text=zebra");
        questions.put("logs by trace id", "/api/logs?trace_id=0000000000000000000000000000beef");
        questions.put("newest 100 logs, at least error", "/api/logs?severity=error");
        questions.put("histogram of log levels", "/api/logs/histogram");
        questions.put("catalog of services", "/api/service-catalog");
        questions.put("operations of a service", "/api/services/payment/operations");
        questions.put("service map", "/api/service-map");
        questions.keySet().removeIf(name -> !name.contains(options.only()));
        return questions;
    }

    private static String firstTraceId(String body) throws IOException {
        Matcher matcher = TRACE_ID.matcher(body);
        if (!matcher.find()) {
            throw new IOException("no trace in " + body);
        }
        return matcher.group(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void warm(ServerProcess server, String name, String path, double[] cold)
            throws IOException, InterruptedException {
        for (int i = 0; i < options.rounds(); i++) {
            ask(server, path);
        }
        double[] millis = new double[options.rounds()];
        double cpu = server.usage().cpuSeconds();
        Answer answer = ask(server, path);
        millis[0] = answer.millis();
        for (int i = 1; i < millis.length; i++) {
            millis[i] = ask(server, path).millis();
        }
        cpu = server.usage().cpuSeconds() - cpu;
        out.printf(
                Locale.ROOT,
                "| %s | %d, %,.1f kB | %,.0f ms | %,.1f ms | %,.1f ms | %,.0f ms |%n",
                name,
                answer.status(),
                answer.body().length() / 1e3,
                quantile(cold, 0.5),
                quantile(millis, 0.5),
                quantile(millis, 0.95),
                cpu * 1e3 / millis.length);
        out.flush();
    }

    private record Answer(int status, String body, double millis) {}

    private Answer ask(ServerProcess server, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.uri(path)).build();
        long start = System.nanoTime();
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        double millis = (System.nanoTime() - start) / 1e6;
        if (answer.statusCode() != 200 && answer.statusCode() != 404) {
            throw new IOException(path + " was answered with " + answer.statusCode());
        }
        return new Answer(
                answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8), millis);
    }

    private void post(ServerProcess server, String path, String json)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(server.otlpUri(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build();
        int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IOException(path + " was answered with " + status);
        }
    }

    private static <T> List<T> rotated(List<T> list, int by) {
        List<T> rotated = new ArrayList<>(list);
        Collections.rotate(rotated, -by);
        return rotated;
    }

    /// The smallest value that at least this share of the values is not above.
    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    /// The command line.
    private record Options(
            long items, Path data, List<String> launcher, int rounds, int restarts, String only) {
        static Options parse(String[] args) throws IOException {
            long items = 1_000_000;
            Path data = Path.of("target", "query-run");
            List<String> launcher = List.of("./trine");
            int rounds = 20;
            int restarts = 5;
            String only = "";
            for (int i = 0; i + 1 < args.length; i += 2) {
                String value = args[i + 1];
                switch (args[i]) {
                    case "--items" -> items = Long.parseLong(value);
                    case "--data" -> data = Path.of(value);
                    case "--trine" -> launcher = List.of(value.split(" "));
                    case "--rounds" -> rounds = Integer.parseInt(value);
                    case "--restarts" -> restarts = Integer.parseInt(value);
                    case "--only" -> only = value;
                    default -> throw new IllegalArgumentException("unknown argument: " + args[i]);
                }
            }
            return new Options(items, data, launcher, rounds, restarts, only);
        }
    }
}
