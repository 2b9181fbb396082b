/// The command line: one class a command, the flags shared by those that start a server, and what a
/// process needs around one (signals, log lines, exit codes).
@NullMarked
package dev.trine.cli;

import org.jspecify.annotations.NullMarked;
