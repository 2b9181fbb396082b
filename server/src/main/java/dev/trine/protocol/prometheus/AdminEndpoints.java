package dev.trine.protocol.prometheus;

import dev.trine.model.TimeRange;
import dev.trine.net.Exchange;
import dev.trine.query.metrics.series.StoredSeries;
import dev.trine.query.promql.parse.Parser;
import dev.trine.query.series.LabelMatcher;
import dev.trine.query.syntax.SyntaxException;
import dev.trine.storage.Storage;
import dev.trine.storage.StorageUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `/api/v1/admin/tsdb/…`: what can destroy data, and is switched off unless asked for.
final class AdminEndpoints {
    private static final long MS = 1_000_000;
    private static final long MAX_MS = Long.MAX_VALUE / MS - 1;

    private final Storage storage;
    private final StoredSeries stored;
    private final boolean enabled;

    AdminEndpoints(Storage storage, StoredSeries stored, boolean enabled) {
        this.storage = storage;
        this.stored = stored;
        this.enabled = enabled;
    }

    private void requireEnabled() {
        if (!enabled) {
            throw new ApiException(ApiException.Type.UNAVAILABLE, "admin APIs disabled");
        }
    }

    /// Deletes the samples in a range of the series that one of the selectors matches.
    void deleteSeries(Exchange exchange) throws IOException {
        requireEnabled();
        ApiParameters parameters = new ApiParameters(exchange);
        if (parameters.all("match[]").isEmpty()) {
            throw ApiException.badData("no match[] parameter provided");
        }
        long minMs = Math.clamp(parameters.timeMs("start", 0), 0, MAX_MS);
        long maxMs = Math.clamp(parameters.timeMs("end", MAX_MS), -1, MAX_MS);
        List<List<LabelMatcher>> selectors = new ArrayList<>();
        for (String text : parameters.all("match[]")) {
            selectors.add(selector(text));
        }
        if (maxMs >= minMs) {
            TimeRange range = new TimeRange(minMs * MS, (maxMs + 1) * MS);
            for (List<LabelMatcher> matchers : selectors) {
                changed(() -> storage.deleteSeries(range, stored.choice(matchers)));
            }
        }
        exchange.respond(204, "", new byte[0]);
    }

    private static List<LabelMatcher> selector(String text) {
        try {
            return Parser.parseSelector(text);
        } catch (SyntaxException e) {
            throw ApiException.badParameter("match[]", e.getMessage());
        }
    }

    /// Gives back the room of what was deleted.
    void cleanTombstones(Exchange exchange) throws IOException {
        requireEnabled();
        changed(storage::cleanDeleted);
        exchange.respond(204, "", new byte[0]);
    }

    void snapshot(Exchange exchange) {
        requireEnabled();
        throw new ApiException(
                ApiException.Type.NOT_IMPLEMENTED,
                exchange.path()
                        + " is not built: part files are never changed, so copy the data folder of"
                        + " a stopped server");
    }

    private interface Change {
        void make() throws StorageUnavailableException;
    }

    private static void changed(Change change) {
        try {
            change.make();
        } catch (StorageUnavailableException e) {
            throw new ApiException(ApiException.Type.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }
}
