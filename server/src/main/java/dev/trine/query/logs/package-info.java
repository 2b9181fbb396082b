/// Searches over log records that are more than lists: how many there were over time.
@NullMarked
package dev.trine.query.logs;

import org.jspecify.annotations.NullMarked;
