package dev.trine.query.series;

import com.google.re2j.Pattern;
import java.util.Set;

/// Whether a whole text matches a regular expression of RE2 syntax in which a dot matches a newline
/// too. Most expressions that people write say something simple, which is tested without the
/// automaton; the rest takes time linear in the text. Safe for use by many threads.
public sealed interface StringMatcher {
    /// Compiles a regular expression.
    ///
    /// @throws PatternException when it is none or too large
    static StringMatcher regex(String pattern) {
        return PatternCompiler.compile(pattern);
    }

    boolean matches(String text);

    /// One text.
    record Literal(String literal) implements StringMatcher {
        @Override
        public boolean matches(String text) {
            return text.equals(literal);
        }
    }

    /// One of several texts.
    record OneOf(Set<String> literals) implements StringMatcher {
        public OneOf {
            literals = Set.copyOf(literals);
        }

        @Override
        public boolean matches(String text) {
            return literals.contains(text);
        }
    }

    /// Any text of at least so many characters: 0 or 1.
    record Any(int minLength) implements StringMatcher {
        @Override
        public boolean matches(String text) {
            return text.length() >= minLength;
        }
    }

    /// A prefix and a suffix, either of which may be empty, and anything between them.
    ///
    /// @param minBetween how many characters at least: 0 or 1
    record Affixes(String prefix, int minBetween, String suffix) implements StringMatcher {
        @Override
        public boolean matches(String text) {
            return text.length() >= prefix.length() + minBetween + suffix.length()
                    && text.startsWith(prefix)
                    && text.endsWith(suffix);
        }
    }

    /// A text anywhere.
    record Contains(String part) implements StringMatcher {
        @Override
        public boolean matches(String text) {
            return text.contains(part);
        }
    }

    /// Whatever else; only texts with a prefix are shown to the automaton.
    record Automaton(String prefix, Pattern pattern) implements StringMatcher {
        @Override
        public boolean matches(String text) {
            return text.startsWith(prefix) && pattern.matches(text);
        }
    }
}
