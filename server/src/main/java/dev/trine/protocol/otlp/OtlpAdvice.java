package dev.trine.protocol.otlp;

/// What the owner of a sender can do about a refusal.
final class OtlpAdvice {
    /// For records that were refused while the rest of their request was kept.
    static final String PARTIAL =
            "The rest of the request was stored. The records named are not valid OTLP or above a limit: look at what"
                    + " produces them; they are not sent again.";

    private OtlpAdvice() {}

    /// @param status of the answer
    static String of(int status) {
        return switch (status) {
            case 400 ->
                    "Look at what is between the SDK and here: a proxy that changes bodies, a hand-written"
                            + " exporter, or a Content-Encoding or Content-Type that does not say what the body is.";
            case 403 -> "Set the exporter's endpoint to localhost or 127.0.0.1.";
            case 404 ->
                    "Set OTEL_EXPORTER_OTLP_ENDPOINT to the host and port alone; a per-signal"
                            + " OTEL_EXPORTER_OTLP_TRACES_ENDPOINT needs the whole URL with /v1/traces.";
            case 405 -> "Exporters use POST; something else is looking at this address.";
            case 408 ->
                    "The sender or its network is too slow: send smaller batches or compress them"
                            + " (OTEL_EXPORTER_OTLP_COMPRESSION=gzip).";
            case 413 ->
                    "Send smaller batches: OTEL_BSP_MAX_EXPORT_BATCH_SIZE, OTEL_BLRP_MAX_EXPORT_BATCH_SIZE, or"
                            + " send_batch_max_size in the Collector.";
            case 415 ->
                    "Set OTEL_EXPORTER_OTLP_PROTOCOL to http/protobuf, http/json or grpc, and"
                            + " OTEL_EXPORTER_OTLP_COMPRESSION to gzip or none.";
            case 429, 503 ->
                    "Nothing is lost yet: the sender tries again. If it goes on, look at the disk and at the"
                            + " load on the Status page.";
            case 501 -> "Turn this exporter off.";
            default -> "See the server's log.";
        };
    }
}
