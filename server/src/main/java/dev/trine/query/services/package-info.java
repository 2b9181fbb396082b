/// What spans tell about services: rate, errors and duration of each and of its operations, and who
/// calls whom.
@NullMarked
package dev.trine.query.services;

import org.jspecify.annotations.NullMarked;
