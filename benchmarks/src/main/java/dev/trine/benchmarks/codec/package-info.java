/// What codecs of pages cost: values a second, bytes a value.
@NullMarked
package dev.trine.benchmarks.codec;

import org.jspecify.annotations.NullMarked;
