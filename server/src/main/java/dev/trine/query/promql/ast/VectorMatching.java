package dev.trine.query.promql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the elements of two vectors find each other.
///
/// @param cardinality how many elements of one side go with how many of the other
/// @param labels which labels are compared, or left out of the comparison
/// @param on whether the labels are the compared ones
/// @param include labels taken from the side of the one in a grouped match
/// @param fillLeft stands in for an element missing on the left
/// @param fillRight stands in for an element missing on the right
public record VectorMatching(
        Cardinality cardinality,
        List<String> labels,
        boolean on,
        List<String> include,
        @Nullable Double fillLeft,
        @Nullable Double fillRight) {
    public VectorMatching {
        labels = List.copyOf(labels);
        include = List.copyOf(include);
    }

    /// Whether anything stands in for missing elements.
    public boolean fills() {
        return fillLeft != null || fillRight != null;
    }

    /// How many go with how many.
    public enum Cardinality {
        ONE_TO_ONE("one-to-one"),
        MANY_TO_ONE("many-to-one"),
        ONE_TO_MANY("one-to-many"),
        MANY_TO_MANY("many-to-many");

        private final String wireName;

        Cardinality(String wireName) {
            this.wireName = wireName;
        }

        /// As the HTTP API calls it.
        public String wireName() {
            return wireName;
        }
    }
}
