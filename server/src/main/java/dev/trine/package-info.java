/// The composition root: [dev.trine.Main] starts the process and hands the arguments to the command
/// line.
@NullMarked
package dev.trine;

import org.jspecify.annotations.NullMarked;
