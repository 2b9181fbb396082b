/// What the query languages' parsers share: spans of the query text and how they are told to people,
/// durations, numbers, quoted strings, and the exception of a query that does not parse.
@NullMarked
package dev.trine.query.syntax;

import org.jspecify.annotations.NullMarked;
