/// Configuration: the table of settings, where their values come from (flag, environment, file,
/// default) and the validated records that the rest of the process is built from.
@NullMarked
package dev.trine.config;

import org.jspecify.annotations.NullMarked;
