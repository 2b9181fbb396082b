package dev.trine.query.promql.parse;

/// Finds where numbers and durations end. A failure is told by the negated index of where the
/// scan gave up.
final class NumberScanner {
    private static final String DECIMAL = "0123456789";
    private static final String HEXADECIMAL = "0123456789abcdefABCDEF";

    private final String text;
    private int at;

    NumberScanner(String text) {
        this.text = text;
    }

    /// Where the number ends that starts there: digits with underscores between them, a point, an
    /// exponent; hexadecimal after `0x`.
    int number(int start) {
        at = start;
        boolean valid = scan();
        boolean ends = at == text.length() || !Lexer.isAlphaNumeric(text.charAt(at));
        return valid && at > start && ends ? at : -at;
    }

    private boolean scan() {
        boolean hexadecimal = accept("0") && accept("xX");
        if (hexadecimal) {
            accept("_");
        }
        String digits = hexadecimal ? HEXADECIMAL : DECIMAL;
        accept(".");
        accept(digits);
        boolean point = false;
        boolean exponent = false;
        while (is(digits + "._eE")) {
            if (accept(".")) {
                if (point || accept("_.") || hexadecimal) {
                    return false;
                }
                point = true;
            } else if (accept("eE")) {
                if (exponent) {
                    return false;
                }
                accept("+-");
                if (accept("._eE") || at == text.length()) {
                    return false;
                }
                exponent = true;
            } else if (accept("_")) {
                if (accept("._eE") || at == text.length()) {
                    return false;
                }
            } else {
                acceptAll(digits);
            }
        }
        return true;
    }

    /// Where the duration ends whose first digits end there.
    int duration(int afterDigits) {
        at = afterDigits;
        if (!accept("smhdwy")) {
            return -at;
        }
        accept("s");
        while (accept(DECIMAL)) {
            acceptAll(DECIMAL);
            if (!accept("smhdw")) {
                return -at;
            }
            accept("s");
        }
        if (at < text.length() && Lexer.isAlphaNumeric(text.charAt(at))) {
            return -(at + 1);
        }
        return at;
    }

    private boolean accept(String set) {
        if (is(set)) {
            at++;
            return true;
        }
        return false;
    }

    private void acceptAll(String set) {
        while (is(set)) {
            at++;
        }
    }

    private boolean is(String set) {
        return at < text.length() && set.indexOf(text.charAt(at)) >= 0;
    }
}
