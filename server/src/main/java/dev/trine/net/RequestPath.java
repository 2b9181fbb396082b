package dev.trine.net;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The path of a request, taken apart once. There is one spelling of every path: a path with an
/// empty segment, a `.` or `..`, an encoded slash or backslash, a control character, a parameter
/// (`;`) or a malformed escape has no meaning here and matches nothing, so no check can be talked
/// past by spelling a path differently.
///
/// @param segments decoded, none empty; `/` has none
/// @param trailingSlash whether a `/` followed the last segment
record RequestPath(List<String> segments, boolean trailingSlash) {
    RequestPath {
        segments = List.copyOf(segments);
    }

    /// @param raw the path as it is on the request line, without the query
    /// @return empty when the path has no meaning
    static Optional<RequestPath> parse(String raw) {
        if (!raw.startsWith("/")) {
            return Optional.empty();
        }
        List<String> segments = new ArrayList<>();
        int start = 1;
        while (start < raw.length()) {
            int slash = raw.indexOf('/', start);
            int end = slash < 0 ? raw.length() : slash;
            Optional<String> segment = segment(raw.substring(start, end));
            if (segment.isEmpty()) {
                return Optional.empty();
            }
            segments.add(segment.get());
            if (slash == raw.length() - 1) {
                return Optional.of(new RequestPath(segments, true));
            }
            start = end + 1;
        }
        return Optional.of(new RequestPath(segments, false));
    }

    /// The path as it is matched and shown, decoded.
    String text() {
        return "/" + String.join("/", segments) + (trailingSlash ? "/" : "");
    }

    private static Optional<String> segment(String raw) {
        if (raw.indexOf(';') >= 0) {
            return Optional.empty();
        }
        Optional<String> decoded = raw.indexOf('%') < 0 ? Optional.of(raw) : decode(raw);
        return decoded.filter(RequestPath::isMeaningful);
    }

    private static boolean isMeaningful(String segment) {
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
            return false;
        }
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '/' || c == '\\' || c < ' ' || c == 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> decode(String raw) {
        byte[] source = raw.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(source.length);
        for (int i = 0; i < source.length; i++) {
            if (source[i] != '%') {
                decoded.put(source[i]);
                continue;
            }
            int value =
                    i + 2 < source.length ? QueryString.hexByte(source[i + 1], source[i + 2]) : -1;
            if (value < 0) {
                return Optional.empty();
            }
            decoded.put((byte) value);
            i += 2;
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .decode(decoded.flip())
                            .toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
