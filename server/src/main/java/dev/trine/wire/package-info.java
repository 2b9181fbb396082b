/// Reading and writing wire formats, without any meaning of what is in them: a bounded protobuf
/// reader and a writer over byte arrays, and UTF-8 validation. Imports the JDK alone.
@NullMarked
package dev.trine.wire;

import org.jspecify.annotations.NullMarked;
