/// The answers of PromQL as JSON, for every protocol that gives them.
@NullMarked
package dev.trine.query.promql.json;

import org.jspecify.annotations.NullMarked;
