/// The data every layer speaks: columnar batches of spans, log records and metric points, the
/// columns they are made of, attributes, identifiers and time. No I/O, no protocols, no storage.
@NullMarked
package dev.trine.model;

import org.jspecify.annotations.NullMarked;
