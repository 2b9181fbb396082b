/// Moving data: rows to lines of OTLP JSON and back, in files, compressed ones, or a pipe.
@NullMarked
package dev.trine.cli.transfer;

import org.jspecify.annotations.NullMarked;
