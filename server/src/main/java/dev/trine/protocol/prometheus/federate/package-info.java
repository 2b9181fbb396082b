/// Federation: the latest samples of chosen series in the formats that Prometheus scrapes.
@NullMarked
package dev.trine.protocol.prometheus.federate;

import org.jspecify.annotations.NullMarked;
