package dev.trine.protocol.otlp;

import dev.trine.ingest.Rejections;
import dev.trine.model.Batch;

/// A decoded request: what is to be stored, and what was refused.
public record Decoded<B extends Batch>(B batch, Rejections rejections) {}
