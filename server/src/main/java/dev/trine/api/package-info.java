/// Trine's own REST API under `/api/`: OTEL-formatted JSON for the UI and for scripts, described by
/// `/openapi.json`. An endpoint reads its parameters strictly, asks a query, and streams the answer.
@NullMarked
package dev.trine.api;

import org.jspecify.annotations.NullMarked;
