package dev.trine.cli.demo;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the shop is started.
///
/// @param folder its files
/// @param java the Java launcher
/// @param frontendPort TCP port of the front end on the loopback address
/// @param backendPort TCP port of the back end
/// @param otlpHttp where the front end sends to, OTLP over HTTP
/// @param otlpGrpc where the back end sends to, OTLP over gRPC: the demo shows both
/// @param traffic whether customers come
/// @param logs the folder for what the processes print, if it is to be kept
public record ShopPlan(
        ShopFolder folder,
        Path java,
        int frontendPort,
        int backendPort,
        URI otlpHttp,
        URI otlpGrpc,
        boolean traffic,
        Optional<Path> logs) {
    /// Makes the process end when its standard input does.
    private static final String STOP_WITH_PARENT = "-javaagent:lib/trine-demo.jar";

    private static final String RESOURCE =
            "service.namespace=shop,service.version=1.0.0,deployment.environment.name=demo";

    /// The same shop, sending somewhere else.
    public ShopPlan sendingTo(URI http, URI grpc) {
        return new ShopPlan(folder, java, frontendPort, backendPort, http, grpc, traffic, logs);
    }

    URI frontend() {
        return URI.create("http://127.0.0.1:" + frontendPort);
    }

    URI backend() {
        return URI.create("http://127.0.0.1:" + backendPort);
    }

    List<String> backendCommand() {
        return command("service.options", "shop.Backend", "--port=" + backendPort);
    }

    List<String> frontendCommand() {
        return command(
                "service.options",
                "shop.Frontend",
                "--port=" + frontendPort,
                "--backend=" + backend());
    }

    List<String> trafficCommand() {
        return command("traffic.options", "traffic.Traffic", "--frontend=" + frontend());
    }

    Map<String, String> backendEnvironment() {
        return environment("backend", "grpc", otlpGrpc);
    }

    Map<String, String> frontendEnvironment() {
        return environment("frontend", "http/protobuf", otlpHttp);
    }

    private List<String> command(String options, String main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(java.toString(), STOP_WITH_PARENT, "@" + options));
        command.add("dev.trine.demo." + main);
        command.addAll(List.of(arguments));
        return command;
    }

    private static Map<String, String> environment(String service, String protocol, URI otlp) {
        return Map.of(
                "OTEL_SERVICE_NAME", service,
                "OTEL_RESOURCE_ATTRIBUTES", RESOURCE,
                "OTEL_EXPORTER_OTLP_PROTOCOL", protocol,
                "OTEL_EXPORTER_OTLP_ENDPOINT", otlp.toString());
    }
}
