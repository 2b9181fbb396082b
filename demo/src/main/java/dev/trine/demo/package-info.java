/// What every process of the demo shares: its command line, its dice, its HTTP server and the watch
/// that ends it when the process that started it is gone.
///
/// The demo is an ordinary application: it knows the OpenTelemetry API and a logging framework, and
/// nothing of Trine. What it sends is what the OpenTelemetry Java agent records.
@NullMarked
package dev.trine.demo;

import org.jspecify.annotations.NullMarked;
