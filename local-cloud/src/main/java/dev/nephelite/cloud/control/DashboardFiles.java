package dev.nephelite.cloud.control;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of module {@code dashboard}, which have nothing secret in them. What is served once is kept in memory, compressed as
 * well. Thread-safe.
 */
final class DashboardFiles {
    /**
     * Previews are what the page makes itself. Those at {@code blob:} have the page's origin, so they are pictures without
     * scripts and PDF only; an SVG image is at {@code data:}, whose origin is opaque.
     */
    private static final String POLICY =
            "default-src 'self'; img-src 'self' blob: data:; frame-src 'self' blob:; object-src 'none';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String FOLDER = "/dev/nephelite/dashboard/";
    private static final Pattern NAME = Pattern.compile("/((?:[a-z]+/)?[a-z-]+\\.([a-z]+))");
    private static final int TAG_BYTES = 12;
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, StaticFile> files = new ConcurrentHashMap<>();

    private static final class StaticFile {
        final String contentType;
        final byte[] content;
        final byte[] compressed;

        /** A hash of the content. */
        final String tag;

        StaticFile(String contentType, byte[] content) throws IOException, NoSuchAlgorithmException {
            this.contentType = contentType;
            this.content = content;
            compressed = compress(content);
            tag = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, TAG_BYTES);
        }

        private static byte[] compress(byte[] content) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(content);
            }
            return bytes.toByteArray();
        }
    }

    /** The file that a request reads, or empty if it reads none. */
    Optional<Response> find(HttpRequest request) {
        if (!METHODS.contains(request.method())) {
            return Optional.empty();
        }
        return file(request.rawPath().equals("/") ? "/index.html" : request.rawPath())
                .map(file -> response(request, file));
    }

    private Optional<StaticFile> file(String path) {
        Matcher name = NAME.matcher(path);
        if (!name.matches()) {
            return Optional.empty();
        }
        @Nullable String contentType = CONTENT_TYPES.get(name.group(2));
        return contentType == null
                ? Optional.empty()
                : Optional.ofNullable(files.computeIfAbsent(path, missing -> read(name.group(1), contentType)));
    }

    private static @Nullable StaticFile read(String name, String contentType) {
        try (InputStream in = DashboardFiles.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                return null;
            }
            return new StaticFile(contentType, in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The file " + name + " of the dashboard cannot be read.", unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Response response(HttpRequest request, StaticFile file) {
        boolean gzip = names(request.headers().all("Accept-Encoding"), "gzip");
        String tag = "\"" + file.tag + (gzip ? "-gzip" : "") + "\"";
        boolean known = names(request.headers().all("If-None-Match"), tag);
        Response response = Response.of(known ? 304 : 200)
                .header("ETag", tag)
                .header("Cache-Control", "no-cache")
                .header("Vary", "Accept-Encoding")
                .header("Content-Security-Policy", POLICY)
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Referrer-Policy", "no-referrer");
        if (known) {
            return response;
        }
        return response.header("Content-Type", file.contentType)
                .header("Content-Encoding", gzip ? "gzip" : null)
                .body(Body.bytes(gzip ? file.compressed : file.content));
    }

    /** Whether one of the elements of a header that is a list is {@code element}, without its parameters. */
    private static boolean names(List<String> values, String element) {
        for (String value : values) {
            for (String part : value.split(",", -1)) {
                if (part.strip().split(";", 2)[0].equals(element)) {
                    return true;
                }
            }
        }
        return false;
    }
}
