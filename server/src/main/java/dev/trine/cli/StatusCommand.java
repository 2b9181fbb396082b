package dev.trine.cli;

import dev.trine.config.ConfigException;
import dev.trine.config.ListenAddress;
import dev.trine.config.ServerConfig;
import dev.trine.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `trine status`: asks a running server what it holds.
final class StatusCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("status");
    private final Map<String, String> environment;

    StatusCommand(Map<String, String> environment) {
        this.environment = environment;
        spec.usageMessage()
                .description("Asks a running server what it holds.")
                .footer("", "Exit codes: 0 answered, 1 refused, 4 not reachable.");
        spec.addOption(
                OptionSpec.builder("--url")
                        .type(String.class)
                        .paramLabel("URL")
                        .description(
                                "The server. Default: where 'trine serve' listens with the same"
                                        + " environment.")
                        .build());
        spec.addOption(
                OptionSpec.builder("-o", "--output")
                        .type(String.class)
                        .paramLabel("text|json")
                        .defaultValue("text")
                        .description("How to print it. Default: text.")
                        .build());
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws ConfigException, InterruptedException {
        String output = spec.commandLine().getParseResult().matchedOptionValue("-o", "text");
        if (!output.equals("text") && !output.equals("json")) {
            throw new ConfigException("--output=" + output + ": expected text or json.");
        }
        URI uri = uri();
        HttpResponse<byte[]> response;
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            response =
                    client.send(
                            HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            return say(
                    "no server answers at "
                            + uri.resolve("/")
                            + "; start one with 'trine serve', or name another with --url.",
                    ExitCode.UNREACHABLE);
        }
        return print(uri, response, output);
    }

    private int print(URI uri, HttpResponse<byte[]> response, String output) {
        if (response.statusCode() != 200) {
            return say(
                    uri + " answered with status " + response.statusCode() + ".", ExitCode.FAILED);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                output.equals("json")
                        ? new String(response.body(), StandardCharsets.UTF_8)
                        : StatusText.of(response.body()));
        out.println();
        out.flush();
        return ExitCode.OK;
    }

    private URI uri() throws ConfigException {
        String url = spec.commandLine().getParseResult().matchedOptionValue("--url", (String) null);
        if (url == null) {
            url = "http://" + local();
        }
        try {
            URI uri = URI.create(url.endsWith("/") ? url : url + "/").resolve("api/stats");
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    "--url=" + url + ": expected a URL (" + e.getMessage() + ").");
        }
        throw new ConfigException(
                "--url=" + url + ": expected a URL such as http://localhost:5002.");
    }

    private ListenAddress local() throws ConfigException {
        Settings settings = Settings.resolve(Map.of(), Optional.empty(), environment, Map.of());
        ListenAddress address = ServerConfig.of(settings).listeners().http();
        boolean wildcard = address.host().equals("0.0.0.0") || address.host().equals("::");
        return wildcard ? new ListenAddress("127.0.0.1", address.port()) : address;
    }

    private int say(String sentence, int exitCode) {
        spec.commandLine().getErr().println("trine: " + sentence);
        spec.commandLine().getErr().flush();
        return exitCode;
    }
}
