package dev.trine.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;

/// The files of the user interface, from the `ui/` folder of the class path. The page itself is
/// checked on every visit; what lies under `assets/` has its hash in its name and never changes.
///
/// Files are held in memory once asked for, compressed as well when that helps; there are as many as
/// the build put there, a few hundred kilobytes.
public final class UiFiles {
    private static final String FOLDER = "ui/";
    private static final int WORTH_COMPRESSING_BYTES = 512;

    /// Everything from here, nothing inline, never in a frame.
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'";

    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("html", "text/html; charset=utf-8"),
                    Map.entry("js", "text/javascript; charset=utf-8"),
                    Map.entry("css", "text/css; charset=utf-8"),
                    Map.entry("json", "application/json"),
                    Map.entry("webmanifest", "application/manifest+json"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("png", "image/png"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("woff2", "font/woff2"),
                    Map.entry("txt", "text/plain; charset=utf-8"));

    private final ClassLoader classes;
    private final Map<String, UiFile> held = new ConcurrentHashMap<>();

    private record UiFile(String type, String tag, byte[] plain, byte[] gzip) {
        boolean hasGzip() {
            return gzip.length > 0;
        }
    }

    /// @param classes has the `ui/` folder, or none when the product was built without
    public UiFiles(ClassLoader classes) {
        this.classes = classes;
    }

    /// Adds `/`, `/api/docs`, `/assets/…` and the icons.
    public void add(Routes routes) {
        routes.add(
                "GET",
                "/",
                exchange -> send(exchange, "index.html", "no-cache"),
                FailureForms.text());
        routes.add(
                "GET",
                "/index.html",
                exchange -> send(exchange, "index.html", "no-cache"),
                FailureForms.text());
        routes.add(
                "GET",
                "/api/docs",
                exchange -> send(exchange, "api-docs.html", "no-cache"),
                FailureForms.text());
        for (String icon : new String[] {"favicon.svg", "favicon.ico", "robots.txt"}) {
            routes.add(
                    "GET",
                    "/" + icon,
                    exchange -> send(exchange, icon, "max-age=86400"),
                    FailureForms.text());
        }
        routes.add(
                "GET",
                "/assets/{file}",
                exchange ->
                        send(
                                exchange,
                                "assets/" + exchange.pathParameter("file"),
                                "public, max-age=31536000, immutable"),
                FailureForms.text());
    }

    private void send(Exchange exchange, String name, String caching)
            throws HttpFailure, IOException {
        UiFile file =
                find(name)
                        .orElseThrow(() ->
                                new HttpFailure(
                                        404,
                                        name.endsWith(".html")
                                                ? "this build has no user interface; the API is"
                                                        + " under /api/"
                                                : "no such file: " + exchange.path()));
        exchange.responseHeader("Cache-Control", caching);
        exchange.responseHeader("ETag", file.tag);
        exchange.responseHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        exchange.responseHeader("Cross-Origin-Opener-Policy", "same-origin");
        if (file.hasGzip()) {
            exchange.responseHeader("Vary", "Accept-Encoding");
        }
        if (exchange.header("If-None-Match").filter(tags -> tags.contains(file.tag)).isPresent()) {
            exchange.respond(304, "", new byte[0]);
        } else if (file.hasGzip() && accepts(exchange)) {
            exchange.responseHeader("Content-Encoding", "gzip");
            exchange.respond(200, file.type, file.gzip);
        } else {
            exchange.respond(200, file.type, file.plain);
        }
    }

    private static boolean accepts(Exchange exchange) {
        return exchange.header("Accept-Encoding")
                .filter(accepted ->
                        accepted.toLowerCase(Locale.ROOT).contains("gzip")
                                && !accepted.contains("gzip;q=0"))
                .isPresent();
    }

    private Optional<UiFile> find(String name) throws IOException {
        UiFile known = held.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            return Optional.empty();
        }
        try (InputStream in = classes.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] plain = in.readAllBytes();
            UiFile read = new UiFile(type, tag(plain), plain, gzip(plain));
            held.put(name, read);
            return Optional.of(read);
        }
    }

    /// Empty when it would not be smaller.
    private static byte[] gzip(byte[] plain) throws IOException {
        if (plain.length < WORTH_COMPRESSING_BYTES) {
            return new byte[0];
        }
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(plain.length / 3);
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(plain);
        }
        return compressed.size() < plain.length * 9L / 10 ? compressed.toByteArray() : new byte[0];
    }

    private static String tag(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(hash, 0, 8) + '"';
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
