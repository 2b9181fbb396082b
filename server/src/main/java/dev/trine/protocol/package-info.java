/// One package for each ecosystem, and what those that ask for metrics share.
@NullMarked
package dev.trine.protocol;

import org.jspecify.annotations.NullMarked;
