package dev.trine.protocol.tinyobs;

import java.util.Optional;

/// What this protocol tells of the server.
///
/// @param version Trine's own
/// @param maxBytes how much is kept at most; empty = no bound
public record ServedBy(String version, Optional<Long> maxBytes) {}
