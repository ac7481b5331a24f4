package dev.nephelite.function.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.function.json.DotNetJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A cookie as a response object describes it, and as a {@code Set-Cookie} header has it. */
final class CookieObject {
    private final JsonNode cookie;
    private final StringBuilder header = new StringBuilder();

    private CookieObject(JsonNode cookie) {
        this.cookie = cookie;
    }

    /**
     * Returns the value of the header.
     *
     * @throws IllegalArgumentException if the cookie has no name, or expires at no moment there is
     */
    static String render(JsonNode cookie) {
        return new CookieObject(cookie).render();
    }

    private String render() {
        String name = text("name");
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("The function has set a cookie without a name: " + cookie);
        }
        String value = text("value");
        header.append(name).append('=').append(value == null ? "" : encoded(value));
        String expires = text("expires");
        attribute("expires", expires == null ? null : moment(expires));
        attribute("max-age", text("maxAge"));
        attribute("domain", text("domain"));
        String path = text("path");
        attribute("path", path == null ? "/" : path);
        flag("secure");
        String sameSite = text("sameSite");
        attribute("samesite", sameSite == null ? null : sameSite(sameSite));
        flag("httpOnly");
        return header.toString();
    }

    private @Nullable String text(String member) {
        JsonNode value = ResponseObject.member(cookie, member);
        return value == null || value.isNull() ? null : DotNetJson.plain(value);
    }

    private void attribute(String name, @Nullable String value) {
        if (value != null) {
            header.append("; ").append(name).append('=').append(value);
        }
    }

    private void flag(String member) {
        JsonNode value = ResponseObject.member(cookie, member);
        if (value != null && value.asBoolean()) {
            header.append("; ").append(member.toLowerCase(Locale.ROOT));
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String moment(String expires) {
        try {
            return HttpDate.format(OffsetDateTime.parse(expires).toInstant());
        } catch (DateTimeException refused) {
            throw new IllegalArgumentException(
                    "The function has set a cookie that expires at '" + expires
                            + "', which is not a date and time such as 2026-01-31T12:00:00Z.",
                    refused);
        }
    }

    /** The word None means that the function has no opinion; to say it aloud, there is another one. */
    private static @Nullable String sameSite(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "none" -> null;
            case "explicitnone" -> "none";
            default -> word.toLowerCase(Locale.ROOT);
        };
    }
}
