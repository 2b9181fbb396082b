package dev.trine.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;

/// A file of requests and the answers they must get.
///
/// ```
/// === what the case shows
/// POST /ingest
/// > {"metrics": []}
/// 200 exactly
/// [ ... JSON ... ]
/// ```
/// `exactly` compares the whole answer; `including` lets objects of the answer have more fields than
/// the expected ones; `saying` looks for a text in the error or in the whole answer. Lines that begin
/// with `>` are the body, those that begin with `#` comments.
public record CaseFile(List<Case> cases) {
    /// @param body empty = none
    public record Case(
            String name,
            String method,
            String path,
            String body,
            int status,
            String mode,
            String expected) {}

    /// Sends a request.
    @FunctionalInterface
    public interface Sender {
        /// @param body JSON; empty = none
        HttpResponse<String> send(String method, String path, String body) throws Exception;
    }

    /// What else must be true of every answer.
    @FunctionalInterface
    public interface Also {
        void check(Case expected, HttpResponse<String> answer);
    }

    /// The tests of `cases/NAME.case` beside a class.
    public static List<DynamicTest> tests(Class<?> beside, String name, Sender sender)
            throws Exception {
        return tests(beside, name, sender, (_, _) -> {});
    }

    /// The same with another check.
    public static List<DynamicTest> tests(Class<?> beside, String name, Sender sender, Also also)
            throws Exception {
        try (InputStream in = beside.getResourceAsStream("cases/" + name + ".case")) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)).cases.stream()
                    .map(one -> DynamicTest.dynamicTest(one.name, () -> check(one, sender, also)))
                    .toList();
        }
    }

    static CaseFile parse(String text) {
        List<Case> cases = new ArrayList<>();
        for (String block : text.split("(?m)^=== ")) {
            List<String> lines = block.lines().filter(line -> !line.startsWith("#")).toList();
            if (lines.isEmpty() || lines.stream().allMatch(String::isBlank)) {
                continue;
            }
            String[] request = lines.get(1).split(" ", 2);
            int at = 2;
            StringBuilder body = new StringBuilder();
            while (lines.get(at).startsWith(">")) {
                body.append(lines.get(at++).substring(1).strip()).append('\n');
            }
            String[] answer = lines.get(at).split(" ", 2);
            cases.add(
                    new Case(
                            lines.get(0),
                            request[0],
                            request[1],
                            body.toString(),
                            Integer.parseInt(answer[0]),
                            answer[1],
                            String.join("\n", lines.subList(at + 1, lines.size())).strip()));
        }
        return new CaseFile(cases);
    }

    private static void check(Case expected, Sender sender, Also also) throws Exception {
        HttpResponse<String> answer = sender.send(expected.method, expected.path, expected.body);
        String body = answer.body();
        assertThat(answer.statusCode()).as(body).isEqualTo(expected.status);
        also.check(expected, answer);
        if (expected.mode.equals("saying")) {
            assertThat(error(body) + "\n" + body).contains(expected.expected);
            return;
        }
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(
                        JsonMatch.difference(
                                JsonParser.parseString(expected.expected),
                                JsonParser.parseString(body),
                                expected.mode.equals("exactly"),
                                "$"))
                .as(body)
                .isEmpty();
    }

    private static String error(String body) {
        if (!body.startsWith("{")) {
            return body;
        }
        JsonElement error = JsonParser.parseString(body).getAsJsonObject().get("error");
        return error == null ? body : error.getAsString();
    }
}
