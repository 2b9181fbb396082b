/// Metrics as plain JSON, the protocol of TinyObs: in by `/ingest`, out by `/v1/…`, with a WebSocket
/// for what has just changed. Points are stored as Prometheus samples with exactly the labels that were
/// sent, so that PromQL, the REST API and the UI see them like all others.
@NullMarked
package dev.trine.protocol.tinyobs;

import org.jspecify.annotations.NullMarked;
