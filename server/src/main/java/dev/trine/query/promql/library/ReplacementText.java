package dev.trine.query.promql.library;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/// A replacement with references to groups of a regular expression, as Go expands it: `$1`, `$name`
/// and `${name}`, the longest name possible; `$$` is a dollar sign. References to groups that there
/// are not vanish.
final class ReplacementText {
    private ReplacementText() {}

    static String expand(String template, Pattern pattern, Matcher match) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            int dollar = template.indexOf('$', at);
            if (dollar < 0) {
                break;
            }
            out.append(template, at, dollar);
            at = reference(template, dollar, pattern, match, out);
        }
        return out.append(template, Math.min(at, template.length()), template.length()).toString();
    }

    /// Appends what a reference stands for.
    ///
    /// @return the index after it
    private static int reference(
            String template, int dollar, Pattern pattern, Matcher match, StringBuilder out) {
        if (template.startsWith("$$", dollar)) {
            out.append('$');
            return dollar + 2;
        }
        boolean braced = template.startsWith("${", dollar);
        int from = dollar + (braced ? 2 : 1);
        int to = from;
        while (to < template.length() && isName(template.charAt(to))) {
            to++;
        }
        boolean closed = !braced || template.startsWith("}", to);
        if (to == from || !closed) {
            out.append('$');
            return dollar + 1;
        }
        String group = group(template.substring(from, to), pattern, match);
        if (group != null) {
            out.append(group);
        }
        return braced ? to + 1 : to;
    }

    private static boolean isName(char character) {
        return character == '_' || Character.isLetterOrDigit(character);
    }

    private static @Nullable String group(String name, Pattern pattern, Matcher match) {
        boolean number = name.length() < 9 && name.chars().allMatch(c -> c >= '0' && c <= '9');
        if (number && (name.length() == 1 || name.charAt(0) != '0')) {
            int index = Integer.parseInt(name);
            return index <= match.groupCount() ? match.group(index) : null;
        }
        Integer index = pattern.namedGroups().get(name);
        return index == null ? null : match.group(index);
    }
}
