package dev.trine.net;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Finds the route of a request. Immutable.
final class Router {
    /// What was found.
    sealed interface Match {
        /// The route, and the values of the `{name}`s in its pattern.
        record Found(Routes.Route route, Map<String, String> parameters) implements Match {}

        /// The path is known, the method is not one of `allow`.
        record WrongMethod(String allow, Routes.FailureForm failures) implements Match {}

        /// No route has this path.
        record Unknown() implements Match {}
    }

    private final List<Pattern> patterns;
    private final Map<String, Routes.GrpcRoute> grpc = new HashMap<>();

    Router(Routes routes) {
        patterns = routes.all().stream().map(Pattern::of).toList();
        routes.allGrpc().forEach(route -> grpc.put(route.path(), route));
    }

    Optional<Routes.GrpcRoute> grpc(String path) {
        return Optional.ofNullable(grpc.get(path));
    }

    Match find(String method, RequestPath path) {
        String wanted = method.equals("HEAD") ? "GET" : method;
        Map<String, Routes.FailureForm> others = new LinkedHashMap<>();
        for (Pattern pattern : patterns) {
            Optional<Map<String, String>> parameters = pattern.match(path);
            if (parameters.isPresent()) {
                if (pattern.route.method().equals(wanted)) {
                    return new Match.Found(pattern.route, parameters.get());
                }
                others.putIfAbsent(pattern.route.method(), pattern.route.failures());
            }
        }
        return others.isEmpty() ? new Match.Unknown() : wrongMethod(others);
    }

    private static Match.WrongMethod wrongMethod(Map<String, Routes.FailureForm> others) {
        TreeSet<String> allow = new TreeSet<>(others.keySet());
        if (allow.contains("GET")) {
            allow.add("HEAD");
        }
        return new Match.WrongMethod(
                allow.stream().collect(Collectors.joining(", ")),
                others.values().iterator().next());
    }

    /// A route's pattern, taken apart. A segment is a literal or, with a `name`, takes any value.
    private record Pattern(
            Routes.Route route, List<Segment> segments, boolean takesRest, boolean trailingSlash) {
        private record Segment(String text, boolean isName) {}

        static Pattern of(Routes.Route route) {
            RequestPath path =
                    RequestPath.parse(route.pattern())
                            .orElseThrow(() ->
                                    new IllegalArgumentException("pattern: " + route.pattern()));
            List<Segment> segments = path.segments().stream().map(Pattern::segment).toList();
            boolean takesRest = !segments.isEmpty() && segments.getLast().text.endsWith("...");
            return new Pattern(route, segments, takesRest, path.trailingSlash());
        }

        private static Segment segment(String text) {
            return text.startsWith("{") && text.endsWith("}")
                    ? new Segment(text.substring(1, text.length() - 1), true)
                    : new Segment(text, false);
        }

        Optional<Map<String, String>> match(RequestPath path) {
            int given = path.segments().size();
            if (takesRest
                    ? given < segments.size()
                    : given != segments.size() || path.trailingSlash() != trailingSlash) {
                return Optional.empty();
            }
            Map<String, String> parameters = Map.of();
            for (int i = 0; i < segments.size(); i++) {
                Segment segment = segments.get(i);
                if (!segment.isName) {
                    if (!segment.text.equals(path.segments().get(i))) {
                        return Optional.empty();
                    }
                    continue;
                }
                if (parameters.isEmpty()) {
                    parameters = new HashMap<>();
                }
                boolean rest = takesRest && i == segments.size() - 1;
                parameters.put(
                        rest ? segment.text.substring(0, segment.text.length() - 3) : segment.text,
                        rest
                                ? String.join("/", path.segments().subList(i, given))
                                : path.segments().get(i));
            }
            return Optional.of(parameters);
        }
    }
}
