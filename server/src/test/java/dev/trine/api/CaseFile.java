package dev.trine.api;

import java.util.ArrayList;
import java.util.List;

/// A file of requests and the answers they must get.
///
/// ```
/// === what the case shows
/// GET /api/traces?limit=1
/// 200 exactly
/// [ ... JSON ... ]
/// ```
/// `exactly` compares the whole answer; `including` lets objects of the answer have more fields than
/// the expected ones; `saying` looks for a text in the answer. Lines that begin with `#` are comments.
public record CaseFile(List<Case> cases) {
    public record Case(
            String name, String method, String path, int status, String mode, String expected) {}

    public static CaseFile parse(String text) {
        List<Case> cases = new ArrayList<>();
        for (String block : text.split("(?m)^=== ")) {
            List<String> lines = block.lines().filter(line -> !line.startsWith("#")).toList();
            if (lines.isEmpty() || lines.stream().allMatch(String::isBlank)) {
                continue;
            }
            String[] request = lines.get(1).split(" ", 2);
            String[] answer = lines.get(2).split(" ", 2);
            cases.add(
                    new Case(
                            lines.get(0),
                            request[0],
                            request[1],
                            Integer.parseInt(answer[0]),
                            answer[1],
                            String.join("\n", lines.subList(3, lines.size())).strip()));
        }
        return new CaseFile(cases);
    }
}
