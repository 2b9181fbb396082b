package dev.trine.api;

import dev.trine.ingest.Ingest;
import dev.trine.ingest.RejectionLog;
import dev.trine.model.Clock;
import dev.trine.model.Signal;
import dev.trine.net.Exchange;
import dev.trine.net.JsonAnswer;
import dev.trine.self.ProcessStats;
import dev.trine.storage.StorageOptions;
import dev.trine.storage.StorageStats;
import dev.trine.storage.StorageStats.SignalStats;
import java.io.IOException;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import tools.jackson.core.JsonGenerator;

/// `/api/stats`: what is running, what has arrived, what is stored.
final class StatsEndpoint {
    private final ServerFacts facts;
    private final Clock clock;
    private final Search search;
    private final Ingest ingest;
    private final RejectionLog rejections;

    StatsEndpoint(
            ServerFacts facts, Clock clock, Search search, Ingest ingest, RejectionLog rejections) {
        this.facts = facts;
        this.clock = clock;
        this.search = search;
        this.ingest = ingest;
        this.rejections = rejections;
    }

    void stats(Exchange exchange) throws IOException {
        var _ = new Parameters(exchange);
        JsonAnswer.send(exchange, this::write);
    }

    private void write(JsonGenerator out) {
        StorageOptions options = facts.storage();
        StorageStats stored = search.storage().stats();
        out.writeStartObject();
        out.writeStringProperty("version", facts.version());
        TraceJson.nanos(out, "started_at", facts.startedAtNanos());
        long uptime = (clock.unixNanos() - facts.startedAtNanos()) / 1_000_000_000;
        out.writeNumberProperty("uptime_seconds", Math.max(0, uptime));
        out.writeStringProperty("mode", options.mode().name().toLowerCase(Locale.ROOT));
        out.writeStringProperty("ack", options.ack().name().toLowerCase(Locale.ROOT));
        out.writeStringProperty("data_dir", options.folder().toString());
        out.writeObjectPropertyStart("listeners");
        facts.listeners().get().forEach(out::writeStringProperty);
        out.writeEndObject();
        out.writeBooleanProperty("demo", facts.demo());
        out.writeObjectPropertyStart("signals");
        for (Signal signal : Signal.values()) {
            signal(out, signal);
        }
        out.writeEndObject();
        storage(out, options, stored);
        process(out);
        out.writeArrayPropertyStart("rejections");
        rejections.latest().forEach(rejection -> rejection(out, rejection));
        out.writeEndArray();
        out.writeEndObject();
    }

    private void signal(JsonGenerator out, Signal signal) {
        SignalStats stats = search.stats(signal);
        out.writeObjectPropertyStart(signal.label());
        out.writeNumberProperty("received", ingest.accepted(signal));
        out.writeNumberProperty("rejected", ingest.rejected(signal));
        out.writeNumberProperty("stored_rows", stats.rows());
        out.writeNumberProperty("bytes_disk", stats.partBytes());
        nanosOrNull(out, "oldest", stats.oldestNanos());
        nanosOrNull(out, "newest", stats.newestNanos());
        out.writeEndObject();
    }

    private static void storage(JsonGenerator out, StorageOptions options, StorageStats stored) {
        long partBytes = sum(stored, SignalStats::partBytes);
        out.writeObjectPropertyStart("storage");
        out.writeNumberProperty("bytes_disk", partBytes + stored.walBytes());
        out.writeNumberProperty("wal_bytes", stored.walBytes());
        out.writeNumberProperty("head_bytes", stored.headBytes());
        out.writeNumberProperty("parts", sum(stored, SignalStats::parts));
        out.writeName("retention_size_bytes");
        options.retentionBytes().ifPresentOrElse(out::writeNumber, out::writeNull);
        out.writeName("retention_time_seconds");
        options.retentionTime()
                .ifPresentOrElse(time -> out.writeNumber(time.toSeconds()), out::writeNull);
        out.writeNumberProperty("evicted_parts", sum(stored, SignalStats::evictedParts));
        out.writeNumberProperty("evicted_rows", sum(stored, SignalStats::evictedRows));
        out.writeNumberProperty("quarantined_bytes", stored.quarantinedBytes());
        out.writeNumberProperty("wal_truncated_bytes", stored.walTruncatedBytes());
        out.writeEndObject();
    }

    private static long sum(StorageStats stats, ToLongFunction<SignalStats> number) {
        return stats.signals().values().stream().mapToLong(number).sum();
    }

    private static void process(JsonGenerator out) {
        ProcessStats process = ProcessStats.now();
        out.writeObjectPropertyStart("process");
        numberOrNull(out, "rss_bytes", process.rssBytes());
        out.writeNumberProperty("heap_used_bytes", process.heapUsedBytes());
        out.writeNumberProperty("heap_max_bytes", process.heapMaxBytes());
        out.writeNumberProperty("cpu_seconds", process.cpuSeconds());
        numberOrNull(out, "threads", process.threads());
        numberOrNull(out, "open_files", process.openFiles());
        out.writeEndObject();
    }

    private static void numberOrNull(JsonGenerator out, String name, OptionalLong number) {
        out.writeName(name);
        number.ifPresentOrElse(out::writeNumber, out::writeNull);
    }

    private static void rejection(JsonGenerator out, RejectionLog.Entry rejection) {
        out.writeStartObject();
        TraceJson.nanos(out, "time", rejection.unixNanos());
        out.writeStringProperty("signal", rejection.signal().map(Signal::label).orElse(""));
        out.writeStringProperty("protocol", rejection.protocol());
        out.writeNumberProperty("status", rejection.status());
        out.writeStringProperty("reason", rejection.reason());
        out.writeStringProperty("fix", rejection.fix());
        out.writeNumberProperty("count", rejection.count());
        out.writeEndObject();
    }

    private static void nanosOrNull(JsonGenerator out, String name, OptionalLong nanos) {
        if (nanos.isPresent()) {
            TraceJson.nanos(out, name, nanos.getAsLong());
        } else {
            out.writeNullProperty(name);
        }
    }
}
