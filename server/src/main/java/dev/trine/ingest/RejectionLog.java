package dev.trine.ingest;

import dev.trine.model.Clock;
import dev.trine.model.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The last distinct reasons why requests or records were refused, for the people who wonder where
/// their telemetry is. Reasons that differ in numbers only are one reason. Safe for use by many
/// threads.
public final class RejectionLog {
    /// How many distinct reasons are kept.
    static final int CAPACITY = 50;

    /// A longer reason quotes the sender's data, which is not ours to keep.
    private static final int REASON_CHARACTERS = 500;

    private final Clock clock;
    private final Map<Cause, Entry> entries = new LinkedHashMap<>();

    private record Cause(Optional<Signal> signal, String protocol, int status, String reason) {}

    /// One reason.
    ///
    /// @param unixNanos when it last met someone
    /// @param signal empty when the request did not say
    /// @param protocol and encoding, as users know it: `OTLP/HTTP JSON`
    /// @param status HTTP status of the answer, 200 when only part of a request was refused
    /// @param reason what was wrong, in the last case
    /// @param fix what the sender's owner can do
    /// @param count how many requests it has met
    public record Entry(
            long unixNanos,
            Optional<Signal> signal,
            String protocol,
            int status,
            String reason,
            String fix,
            long count) {}

    public RejectionLog(Clock clock) {
        this.clock = clock;
    }

    /// Notes one refusal.
    public synchronized void add(
            Optional<Signal> signal, String protocol, int status, String reason, String fix) {
        String text =
                reason.length() > REASON_CHARACTERS
                        ? reason.substring(0, REASON_CHARACTERS) + " …"
                        : reason;
        Cause cause = new Cause(signal, protocol, status, withoutNumbers(text));
        Entry before = entries.remove(cause);
        long count = before == null ? 1 : before.count + 1;
        entries.put(
                cause, new Entry(clock.unixNanos(), signal, protocol, status, text, fix, count));
        if (entries.size() > CAPACITY) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    /// What is known, the latest first.
    public synchronized List<Entry> latest() {
        return new ArrayList<>(entries.values()).reversed();
    }

    private static String withoutNumbers(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (!digit || kept.isEmpty() || kept.charAt(kept.length() - 1) != '#') {
                kept.append(digit ? '#' : c);
            }
        }
        return kept.toString();
    }
}
