package dev.trine.net;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// gRPC status codes, and which of them says the same as an HTTP status.
///
/// Source: https://grpc.github.io/grpc/core/md_doc_statuscodes.html
public final class GrpcStatus {
    public static final int OK = 0;
    public static final int INVALID_ARGUMENT = 3;
    public static final int DEADLINE_EXCEEDED = 4;
    public static final int PERMISSION_DENIED = 7;
    public static final int RESOURCE_EXHAUSTED = 8;
    public static final int UNIMPLEMENTED = 12;
    public static final int INTERNAL = 13;
    public static final int UNAVAILABLE = 14;
    public static final int UNAUTHENTICATED = 16;

    private GrpcStatus() {}

    /// The code for a failure that HTTP clients get as `httpStatus`.
    public static int ofHttp(int httpStatus) {
        return switch (httpStatus) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> PERMISSION_DENIED;
            case 404, 405, 415, 501 -> UNIMPLEMENTED;
            case 408 -> DEADLINE_EXCEEDED;
            case 413 -> RESOURCE_EXHAUSTED;
            case 429, 502, 503, 504 -> UNAVAILABLE;
            default -> httpStatus < 500 ? INVALID_ARGUMENT : INTERNAL;
        };
    }

    /// The HTTP status that says the same as a code.
    public static int toHttp(int code) {
        return switch (code) {
            case OK -> 200;
            case INVALID_ARGUMENT -> 400;
            case DEADLINE_EXCEEDED -> 408;
            case PERMISSION_DENIED -> 403;
            case RESOURCE_EXHAUSTED -> 413;
            case UNIMPLEMENTED -> 501;
            case UNAVAILABLE -> 503;
            case UNAUTHENTICATED -> 401;
            default -> 500;
        };
    }

    /// A message as the `grpc-message` trailer carries it: printable ASCII but `%`, other bytes as
    /// `%XX`.
    static String percentEncode(String message) {
        StringBuilder text = new StringBuilder(message.length());
        for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
            if (b >= ' ' && b <= '~' && b != '%') {
                text.append((char) b);
            } else {
                text.append(String.format(Locale.ROOT, "%%%02X", b));
            }
        }
        return text.toString();
    }
}
