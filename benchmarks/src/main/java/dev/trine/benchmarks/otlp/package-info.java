/// JMH kernels of the OTLP decoder.
@NullMarked
package dev.trine.benchmarks.otlp;

import org.jspecify.annotations.NullMarked;
