package dev.trine.query.promql.library;

/// Orders texts so that numbers in them count as numbers: `node2` before `node10`. Texts are
/// compared by turns of digits and of other characters.
final class NaturalOrder {
    private NaturalOrder() {}

    /// Whether one text, which is another one than the other, comes first.
    static boolean isBefore(String one, String other) {
        int i = 0;
        int j = 0;
        while (i < one.length() && j < other.length()) {
            int endOne = turn(one, i);
            int endOther = turn(other, j);
            String left = one.substring(i, endOne);
            String right = other.substring(j, endOther);
            int order = compare(left, right);
            if (order != 0) {
                return order < 0;
            }
            i = endOne;
            j = endOther;
        }
        return i >= one.length();
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static int turn(String text, int from) {
        boolean digits = isDigit(text.charAt(from));
        int end = from + 1;
        while (end < text.length() && isDigit(text.charAt(end)) == digits) {
            end++;
        }
        return end;
    }

    private static int compare(String left, String right) {
        if (!isDigit(left.charAt(0)) || !isDigit(right.charAt(0))) {
            return left.compareTo(right);
        }
        String one = withoutZeros(left);
        String other = withoutZeros(right);
        return one.length() != other.length()
                ? Integer.compare(one.length(), other.length())
                : one.compareTo(other);
    }

    private static String withoutZeros(String digits) {
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        return digits.substring(zeros);
    }
}
