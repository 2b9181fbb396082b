package dev.trine.protocol.prometheus.federate;

import dev.trine.model.Clock;
import dev.trine.model.Labels;
import dev.trine.net.Exchange;
import dev.trine.net.FailureForms;
import dev.trine.net.HttpFailure;
import dev.trine.net.Routes;
import dev.trine.query.exec.Query;
import dev.trine.query.exec.QueryException;
import dev.trine.query.exec.QueryPool;
import dev.trine.query.promql.parse.Parser;
import dev.trine.query.series.LabelMatcher;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.Samples;
import dev.trine.query.series.Selection;
import dev.trine.query.series.SeriesRun;
import dev.trine.query.series.SeriesSource;
import dev.trine.query.syntax.SyntaxException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// `/federate`: the latest sample, with its time, of each series that one of `match[]` selects.
/// Series that have ended are left out; so are native histograms in text, which has no form for them.
///
/// Source: Prometheus documentation, "Federation".
public final class Federation {
    private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);
    private static final int RETRY_SECONDS = 1;

    /// Of a series in a sorted list.
    private static final long SERIES_BYTES = 256;

    private final SeriesSource source;
    private final QueryPool pool;
    private final Clock clock;
    private final long lookbackMs;

    /// @param lookbackMs how old a sample may be
    public Federation(SeriesSource source, QueryPool pool, Clock clock, long lookbackMs) {
        this.source = source;
        this.pool = pool;
        this.clock = clock;
        this.lookbackMs = lookbackMs;
    }

    /// Adds the route below a prefix.
    public void addTo(Routes routes, String prefix) {
        routes.add("GET", prefix + "/federate", this::federate, FailureForms.text());
    }

    private void federate(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        List<Latest> found = latest(exchange.queryAll("match[]"));
        FederationFormat format = FederationFormat.of(exchange.header("Accept").orElse(""));
        try (OutputStream out = exchange.respondStream(200, format.contentType())) {
            if (format.protobuf()) {
                messages(out, new FamilyMessage(format.escaping()), found);
            } else {
                text(out, new FamilyText(format.escaping()), found);
            }
        }
    }

    private List<Latest> latest(List<String> selectors) throws HttpFailure, InterruptedException {
        try {
            List<List<LabelMatcher>> parsed =
                    selectors.stream().map(Parser::parseSelector).toList();
            return pool.run(query -> latest(parsed, query));
        } catch (SyntaxException e) {
            throw new HttpFailure(400, String.valueOf(e.getMessage()));
        } catch (QueryException.TooMany e) {
            throw new HttpFailure(503, e.getMessage(), OptionalInt.of(RETRY_SECONDS));
        } catch (QueryException e) {
            throw new HttpFailure(500, e.getMessage());
        }
    }

    private List<Latest> latest(List<List<LabelMatcher>> selectors, Query query) {
        long nowMs = clock.unixNanos() / 1_000_000;
        TreeMap<Labels, Latest> found =
                new TreeMap<>(
                        Comparator.comparing(Labels::metricName)
                                .thenComparing(Comparator.naturalOrder()));
        for (List<LabelMatcher> matchers : selectors) {
            Selection selection = new Selection(matchers, nowMs - lookbackMs + 1, nowMs, "");
            for (SeriesRun run : source.select(selection, query)) {
                query.check();
                run.read((labels, samples) -> {
                    if (labels.has(Labels.NAME) && !found.containsKey(labels)) {
                        latest(labels, samples, nowMs)
                                .ifPresent(one -> {
                                    query.charge(SERIES_BYTES);
                                    found.put(labels, one);
                                });
                    }
                });
            }
        }
        return new ArrayList<>(found.values());
    }

    private Optional<Latest> latest(Labels labels, Samples samples, long nowMs) {
        int last = samples.to() - 1;
        while (last >= samples.from() && samples.timesMs()[last] > nowMs) {
            last--;
        }
        if (last < samples.from() || samples.timesMs()[last] <= nowMs - lookbackMs) {
            return Optional.empty();
        }
        NativeHistogram histogram = samples.histogram(last);
        double value = samples.values()[last];
        boolean stale =
                Double.doubleToRawLongBits(histogram == null ? value : histogram.sum())
                        == Double.doubleToRawLongBits(STALE);
        return stale
                ? Optional.empty()
                : Optional.of(new Latest(labels, samples.timesMs()[last], value, histogram));
    }

    private static void text(OutputStream out, FamilyText text, List<Latest> found)
            throws IOException {
        String family = "";
        for (Latest one : found) {
            if (one.kind() == Latest.Kind.UNTYPED) {
                String name = one.labels().metricName();
                if (!name.equals(family)) {
                    text.family(name);
                    family = name;
                }
                text.sample(one);
                out.write(text.take().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void messages(OutputStream out, FamilyMessage message, List<Latest> found)
            throws IOException {
        for (int i = 0; i < found.size(); i++) {
            if (i == 0 || !found.get(i).continues(found.get(i - 1))) {
                message.family(found.get(i));
            }
            message.sample(found.get(i));
            if (i + 1 == found.size() || !found.get(i + 1).continues(found.get(i))) {
                out.write(message.take());
            }
        }
    }
}
