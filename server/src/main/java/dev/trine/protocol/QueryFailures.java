package dev.trine.protocol;

import dev.trine.net.HttpFailure;
import dev.trine.query.exec.QueryException;
import java.util.OptionalInt;

/// The statuses of queries that were given up, where no ecosystem has its own.
public final class QueryFailures {
    private QueryFailures() {}

    /// The failure that the client sees.
    public static HttpFailure of(QueryException e) {
        return switch (e) {
            case QueryException.TooSlow slow -> new HttpFailure(503, slow.getMessage());
            case QueryException.TooLarge large -> new HttpFailure(422, large.getMessage());
            case QueryException.TooMany many ->
                    new HttpFailure(503, many.getMessage(), OptionalInt.of(1));
        };
    }
}
