/// The demo's processes: where their files are, how one is started, watched, logged and stopped, and
/// the shop they make up together.
@NullMarked
package dev.trine.cli.demo;

import org.jspecify.annotations.NullMarked;
