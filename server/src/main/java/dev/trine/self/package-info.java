/// What Trine tells about itself: counters, gauges and histograms, and their Prometheus text form.
@NullMarked
package dev.trine.self;

import org.jspecify.annotations.NullMarked;
