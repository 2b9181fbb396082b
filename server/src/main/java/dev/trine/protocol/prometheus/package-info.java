/// Prometheus's protocols: the HTTP query API, remote write and remote read, federation.
@NullMarked
package dev.trine.protocol.prometheus;

import org.jspecify.annotations.NullMarked;
