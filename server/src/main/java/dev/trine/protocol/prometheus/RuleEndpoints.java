package dev.trine.protocol.prometheus;

import dev.trine.net.Exchange;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/// `/api/v1/rules` and `/api/v1/alerts`, which are truly empty: Trine has no rules. What is asked is
/// checked all the same.
final class RuleEndpoints {
    private static final Set<String> BOOLEANS =
            Set.of("1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False");

    private RuleEndpoints() {}

    static void rules(Exchange exchange) throws IOException {
        ApiParameters parameters = new ApiParameters(exchange);
        String type = parameters.text("type").toLowerCase(Locale.ROOT);
        if (!type.isEmpty() && !type.equals("alert") && !type.equals("record")) {
            throw ApiException.badParameter("type", "not supported value \"" + type + "\"");
        }
        checkMatchers(parameters);
        String exclude = parameters.text("exclude_alerts");
        if (!exclude.isEmpty() && !BOOLEANS.contains(exclude)) {
            throw ApiException.badParameter(
                    "exclude_alerts",
                    "error converting exclude_alerts: strconv.ParseBool: parsing \""
                            + exclude
                            + "\": invalid syntax");
        }
        checkPage(parameters);
        ApiAnswer.send(exchange, out -> StatusEndpoints.emptyLists(out, "groups"));
    }

    private static void checkMatchers(ApiParameters parameters) {
        if (!parameters.all("match[]").isEmpty()) {
            parameters.matchers();
        }
    }

    private static void checkPage(ApiParameters parameters) {
        String limit = parameters.text("group_limit");
        if (limit.isEmpty() && !parameters.text("group_next_token").isEmpty()) {
            throw ApiException.badParameter(
                    "group_next_token",
                    "group_limit needs to be present in order to paginate over the groups");
        }
        if (!limit.isEmpty() && !limit.matches("[0-9]{1,18}")) {
            throw ApiException.badParameter(
                    "group_limit",
                    limit.matches("-[0-9]{1,18}")
                            ? "group_limit needs to be greater than 0"
                            : "group_limit needs to be a valid number: strconv.ParseInt: parsing \""
                                    + limit
                                    + "\": invalid syntax");
        }
    }

    static void alerts(Exchange exchange) throws IOException {
        ApiAnswer.send(exchange, out -> StatusEndpoints.emptyLists(out, "alerts"));
    }
}
