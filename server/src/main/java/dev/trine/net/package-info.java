/// A thin layer over the HTTP library: listeners, routes, bounded and inflated bodies, gRPC framing,
/// limits, and the one place where failures become status codes. Knows no telemetry.
@NullMarked
package dev.trine.net;

import org.jspecify.annotations.NullMarked;
