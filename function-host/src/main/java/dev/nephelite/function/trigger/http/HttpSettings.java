package dev.nephelite.function.trigger.http;

import dev.nephelite.function.app.config.Configuration;
import dev.nephelite.function.app.config.HostSettings;
import java.time.Duration;
import java.util.Map;

/**
 * The section {@code extensions.http} of {@code host.json}.
 *
 * @param routePrefix the first segment of the path of every HTTP function, without slashes; may be empty
 * @param maxOutstandingRequests the greatest number of requests in flight, including waiting ones; further requests are
 *     refused; -1 is no limit
 * @param maxConcurrentRequests the greatest number of HTTP functions that run concurrently; further requests wait; -1
 *     is no limit
 * @param customHeaders added to each response that does not have them
 */
public record HttpSettings(
        String routePrefix,
        int maxOutstandingRequests,
        int maxConcurrentRequests,
        Hsts hsts,
        Map<String, String> customHeaders) {
    /** The value of a number that means no limit. */
    public static final int UNLIMITED = -1;

    private static final String SECTION = "extensions:http:";

    /**
     * Reads the section.
     *
     * @throws dev.nephelite.function.app.config.InvalidAppException if a value is invalid
     */
    public static HttpSettings of(HostSettings host) {
        Configuration configuration = host.configuration();
        return new HttpSettings(
                configuration.text(SECTION + "routePrefix", "api").replaceAll("^/+|/+$", ""),
                configuration.number(SECTION + "maxOutstandingRequests", UNLIMITED, UNLIMITED, Integer.MAX_VALUE),
                configuration.number(SECTION + "maxConcurrentRequests", UNLIMITED, UNLIMITED, Integer.MAX_VALUE),
                Hsts.of(configuration),
                Map.copyOf(configuration.section(SECTION + "customHeaders")));
    }

    /**
     * The section {@code hsts}: the Strict-Transport-Security header.
     *
     * @param maxAge how long browsers use only HTTPS
     */
    public record Hsts(boolean isEnabled, Duration maxAge, boolean includeSubDomains, boolean preload) {
        public static final Hsts OFF = new Hsts(false, Duration.ofDays(30), false, false);

        private static Hsts of(Configuration configuration) {
            String section = SECTION + "hsts:";
            return new Hsts(
                    configuration.flag(section + "isEnabled", OFF.isEnabled()),
                    configuration.span(section + "maxAge", OFF.maxAge()),
                    configuration.flag(section + "includeSubDomains", OFF.includeSubDomains()),
                    configuration.flag(section + "preload", OFF.preload()));
        }
    }
}
