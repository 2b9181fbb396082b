package dev.trine.query.promql.ast;

import java.util.List;

/// A function's name and types.
///
/// @param arguments the types of its arguments
/// @param variadic how often the last argument may come beyond its first time, less one: 0 = it must
///     come once, n = it may be left out or come up to n times, -1 = any number of times, none included
/// @param result the type of what it answers
/// @param experimental whether it needs to be switched on
public record Signature(
        String name,
        List<ValueType> arguments,
        int variadic,
        ValueType result,
        boolean experimental) {
    public Signature {
        arguments = List.copyOf(arguments);
    }
}
