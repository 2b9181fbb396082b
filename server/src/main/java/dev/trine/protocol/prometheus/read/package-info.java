/// Remote read: how a Prometheus server queries the series of another store. Its request, its two
/// forms of answers, and the chunks that one of them is made of.
@NullMarked
package dev.trine.protocol.prometheus.read;

import org.jspecify.annotations.NullMarked;
