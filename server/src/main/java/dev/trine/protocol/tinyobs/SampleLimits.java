package dev.trine.protocol.tinyobs;

/// What a sample may look like; lengths in bytes of UTF-8. The bounds are those of TinyObs: more is an
/// id or a message that was written into a label by mistake.
final class SampleLimits {
    /// Samples of one request to `/ingest`.
    static final int SAMPLES = 1_000;

    static final int LABELS = 20;
    static final int LABEL_NAME_BYTES = 256;
    static final int LABEL_VALUE_BYTES = 1_024;
    static final int METRIC_NAME_BYTES = 256;

    /// How far the clock of a sender may be ahead, as for remote write.
    static final long AHEAD_MS = 600_000;

    private SampleLimits() {}
}
