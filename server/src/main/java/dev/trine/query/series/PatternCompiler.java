package dev.trine.query.series;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns a regular expression into the simplest [StringMatcher]. Understands sequences of literal
/// text, groups of alternatives and `.*` or `.+`; everything else becomes an automaton.
final class PatternCompiler {
    private static final int MAX_LENGTH = 65_536;
    private static final int MAX_DEPTH = 250;

    /// RE2's own bound of one repetition, here of all that are nested into each other: the automaton
    /// has that many copies.
    private static final int MAX_REPEAT = 1_000;

    private static final int MAX_LITERALS = 10_000;
    private static final String META = "\\.+*?()|[]{}^$";

    private final String pattern;
    private int at;

    private PatternCompiler(String pattern) {
        this.pattern = pattern;
    }

    static StringMatcher compile(String pattern) {
        if (pattern.length() > MAX_LENGTH) {
            throw new PatternException(
                    "regular expression of "
                            + pattern.length()
                            + " characters (expected: <= "
                            + MAX_LENGTH
                            + ")");
        }
        StringMatcher simple = new PatternCompiler(pattern).simple();
        return simple == null ? automaton(pattern) : simple;
    }

    private static StringMatcher automaton(String pattern) {
        checkSize(pattern);
        try {
            return new StringMatcher.Automaton(
                    literalPrefix(pattern), Pattern.compile(pattern, Pattern.DOTALL));
        } catch (PatternSyntaxException e) {
            throw new PatternException(problem(e, pattern));
        }
    }

    /// What is wrong, in the words of Go's library: without the flag that RE2/J puts before the
    /// expression, and for one mistake, which it has no words for, in our own.
    private static String problem(PatternSyntaxException e, String pattern) {
        String text = String.valueOf(e.getMessage()).replace("`(?s)", "`");
        return text.contains("stack underflow")
                ? "error parsing regexp: unexpected ): `" + pattern + "`"
                : text;
    }

    /// The literal text that an expression begins with, as far as that is plain to see.
    private static String literalPrefix(String pattern) {
        int end = 0;
        while (end < pattern.length() && META.indexOf(pattern.charAt(end)) < 0) {
            end++;
        }
        if (end == pattern.length()) {
            return pattern;
        }
        if (pattern.indexOf('|') >= 0) {
            return "";
        }
        boolean repeated = "*?+{".indexOf(pattern.charAt(end)) >= 0;
        int length = repeated ? end - 1 : end;
        return length > 0 && Character.isLowSurrogate(pattern.charAt(length))
                ? pattern.substring(0, length - 1)
                : pattern.substring(0, Math.max(0, length));
    }

    /// Bounds nesting and repetition.
    private static void checkSize(String pattern) {
        long[] repeats = new long[MAX_DEPTH + 1];
        int depth = 0;
        repeats[0] = 1;
        long last = 1;
        for (int i = 0; i < pattern.length(); i++) {
            switch (pattern.charAt(i)) {
                case '\\' -> {
                    i++;
                    last = 1;
                }
                case '[' -> {
                    i = classEnd(pattern, i);
                    last = 1;
                }
                case '(' -> {
                    if (++depth > MAX_DEPTH) {
                        throw new PatternException(
                                "error parsing regexp: expression nests too deeply: `"
                                        + pattern.substring(0, 20)
                                        + "...`");
                    }
                    repeats[depth] = 1;
                    last = 1;
                }
                case ')' -> {
                    last = repeats[depth];
                    depth = Math.max(0, depth - 1);
                    repeats[depth] = Math.max(repeats[depth], last);
                }
                case '{' -> {
                    last *= repeatCount(pattern, i);
                    if (last > MAX_REPEAT) {
                        throw new PatternException(
                                "error parsing regexp: invalid repeat count: `"
                                        + pattern.substring(i, closing(pattern, i))
                                        + "`");
                    }
                    repeats[depth] = Math.max(repeats[depth], last);
                }
                default -> last = 1;
            }
        }
    }

    private static int closing(String pattern, int open) {
        int close = pattern.indexOf('}', open);
        return close < 0 ? pattern.length() : close + 1;
    }

    /// The larger bound of `{n,m}`; 1 when it is not a repetition.
    private static long repeatCount(String pattern, int open) {
        long largest = 1;
        long number = 0;
        for (int i = open + 1; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c >= '0' && c <= '9') {
                number = Math.min(MAX_REPEAT + 1, number * 10 + c - '0');
                largest = Math.max(largest, number);
            } else if (c == ',') {
                number = 0;
            } else {
                return c == '}' ? largest : 1;
            }
        }
        return 1;
    }

    private static int classEnd(String pattern, int open) {
        int i = open + 1;
        if (i < pattern.length() && pattern.charAt(i) == '^') {
            i++;
        }
        if (i < pattern.length() && pattern.charAt(i) == ']') {
            i++;
        }
        while (i < pattern.length() && pattern.charAt(i) != ']') {
            i += pattern.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    /// A matcher without an automaton, null when that is not possible.
    private @Nullable StringMatcher simple() {
        List<Object> parts = alternatives(0);
        return parts == null || at < pattern.length() ? null : ofParts(parts);
    }

    /// Parts are sets of literal texts, or how many characters at least an "anything" stands for.
    private static @Nullable StringMatcher ofParts(List<Object> parts) {
        if (parts.size() == 1) {
            return parts.get(0) instanceof Set<?> set ? ofLiterals(set) : ofAny(parts.get(0));
        }
        String first = single(parts.get(0));
        String last = single(parts.get(parts.size() - 1));
        if (parts.size() == 2) {
            if (first != null && parts.get(1) instanceof Integer min) {
                return new StringMatcher.Affixes(first, min, "");
            }
            if (last != null && parts.get(0) instanceof Integer min) {
                return new StringMatcher.Affixes("", min, last);
            }
            return null;
        }
        if (parts.size() == 3) {
            if (first != null && last != null && parts.get(1) instanceof Integer min) {
                return new StringMatcher.Affixes(first, min, last);
            }
            String middle = single(parts.get(1));
            if (middle != null && isAnything(parts.get(0)) && isAnything(parts.get(2))) {
                return new StringMatcher.Contains(middle);
            }
        }
        return null;
    }

    private static boolean isAnything(Object part) {
        return part instanceof Integer min && min == 0;
    }

    private static StringMatcher ofAny(Object part) {
        return new StringMatcher.Any((Integer) part);
    }

    private static StringMatcher ofLiterals(Set<?> set) {
        Set<String> texts = new LinkedHashSet<>();
        set.forEach(text -> texts.add((String) text));
        return texts.size() == 1
                ? new StringMatcher.Literal(texts.iterator().next())
                : new StringMatcher.OneOf(texts);
    }

    private static @Nullable String single(Object part) {
        return part instanceof Set<?> set && set.size() == 1
                ? (String) set.iterator().next()
                : null;
    }

    /// Alternatives up to a closing parenthesis or the end; null when one is not simple.
    private @Nullable List<Object> alternatives(int depth) {
        List<Object> parts = sequence(depth);
        if (parts == null || at == pattern.length() || pattern.charAt(at) != '|') {
            return parts;
        }
        Set<Object> all = new LinkedHashSet<>();
        while (true) {
            if (parts == null || parts.size() != 1 || !(parts.get(0) instanceof Set<?> set)) {
                return null;
            }
            all.addAll(set);
            if (all.size() > MAX_LITERALS) {
                return null;
            }
            if (at == pattern.length() || pattern.charAt(at) != '|') {
                return new ArrayList<>(List.of(all));
            }
            at++;
            parts = sequence(depth);
        }
    }

    private @Nullable List<Object> sequence(int depth) {
        List<Object> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        while (at < pattern.length() && "|)".indexOf(pattern.charAt(at)) < 0) {
            char c = pattern.charAt(at);
            if (c == '.') {
                Integer min = anything();
                if (min == null) {
                    return null;
                }
                addLiteral(parts, literal);
                parts.add(min);
            } else if (c == '(') {
                addLiteral(parts, literal);
                if (!group(parts, depth)) {
                    return null;
                }
            } else if (!character(literal)) {
                return null;
            }
        }
        if (!literal.isEmpty() || parts.isEmpty()) {
            addText(parts, Set.of(literal.toString()));
        }
        return parts;
    }

    private static void addLiteral(List<Object> parts, StringBuilder literal) {
        if (!literal.isEmpty()) {
            addText(parts, Set.of(literal.toString()));
            literal.setLength(0);
        }
    }

    /// Adds texts, multiplied out with texts right before them.
    private static void addText(List<Object> parts, Set<?> texts) {
        if (parts.isEmpty() || !(parts.get(parts.size() - 1) instanceof Set<?> before)) {
            parts.add(texts);
            return;
        }
        Set<Object> product = new LinkedHashSet<>();
        for (Object head : before) {
            for (Object tail : texts) {
                product.add((String) head + (String) tail);
            }
        }
        parts.set(parts.size() - 1, product);
    }

    private @Nullable Integer anything() {
        if (at + 1 == pattern.length()) {
            return null;
        }
        char repeat = pattern.charAt(at + 1);
        if ((repeat != '*' && repeat != '+') || isRepeat(at + 2)) {
            return null;
        }
        at += 2;
        return repeat == '*' ? 0 : 1;
    }

    private boolean group(List<Object> parts, int depth) {
        if (depth > 8) {
            return false;
        }
        at++;
        if (pattern.startsWith("?:", at)) {
            at += 2;
        } else if (pattern.startsWith("?", at)) {
            return false;
        }
        List<Object> inner = alternatives(depth + 1);
        if (inner == null || at == pattern.length() || isRepeat(at + 1)) {
            return false;
        }
        at++;
        for (Object part : inner) {
            if (part instanceof Set<?> set) {
                if (!fits(parts, set)) {
                    return false;
                }
                addText(parts, set);
            } else {
                parts.add(part);
            }
        }
        return true;
    }

    private static boolean fits(List<Object> parts, Set<?> texts) {
        return parts.isEmpty()
                || !(parts.get(parts.size() - 1) instanceof Set<?> before)
                || (long) before.size() * texts.size() <= MAX_LITERALS;
    }

    /// One literal character, escaped punctuation included.
    private boolean character(StringBuilder literal) {
        char c = pattern.charAt(at);
        int width = 1;
        if (c == '\\') {
            if (at + 1 == pattern.length()) {
                return false;
            }
            c = pattern.charAt(at + 1);
            boolean punctuation = c < 0x80 && !Character.isLetterOrDigit(c);
            if (!punctuation) {
                return false;
            }
            width = 2;
        } else if (META.indexOf(c) >= 0) {
            return false;
        }
        if (isRepeat(at + width)) {
            return false;
        }
        literal.append(c);
        at += width;
        return true;
    }

    private boolean isRepeat(int index) {
        return index < pattern.length() && "*+?{".indexOf(pattern.charAt(index)) >= 0;
    }
}
