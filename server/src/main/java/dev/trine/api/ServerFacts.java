package dev.trine.api;

import dev.trine.storage.StorageOptions;
import java.util.Map;
import java.util.function.Supplier;

/// What the server was started as.
///
/// @param startedAtNanos when
/// @param demo whether it shows the demo
/// @param listeners addresses by `http`, `otlp_grpc`, `otlp_http`; known once they are bound
public record ServerFacts(
        String version,
        long startedAtNanos,
        boolean demo,
        StorageOptions storage,
        Supplier<Map<String, String>> listeners) {}
