/// Request bodies as they come compressed, one class a coding: what each holds, and how to get it
/// out without trusting a word of it.
@NullMarked
package dev.trine.net.inflate;

import org.jspecify.annotations.NullMarked;
