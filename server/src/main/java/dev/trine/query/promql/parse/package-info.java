/// From the text of a query to its syntax tree: lexer, parser, type checker, and the types of all
/// functions.
@NullMarked
package dev.trine.query.promql.parse;

import org.jspecify.annotations.NullMarked;
