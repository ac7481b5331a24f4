package dev.nephelite.function.access;

import dev.nephelite.emulator.http.HttpRequest;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells requests of this machine's user from those a foreign web page makes the user's browser send: by the origin the
 * browser reports, and by a host name that the page's owner could have pointed at this machine.
 */
final class LocalCaller {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private LocalCaller() {}

    static boolean sent(HttpRequest request) {
        return isOurs(hostName(request.host())) && isNoForeignPage(request);
    }

    /** Whether no page of another machine made a browser send the request, whatever name it knows us by. */
    static boolean isNoForeignPage(HttpRequest request) {
        return request.headers().all("Origin").stream().allMatch(LocalCaller::isLoopbackOrigin);
    }

    /** Returns the name in front of the port; brackets and the dot of a full domain name do not belong to it. */
    private static String hostName(String host) {
        String name = host.startsWith("[") ? host.replaceAll("^\\[|\\].*$", "") : host.replaceAll(":.*$", "");
        return name.replaceAll("\\.$", "").toLowerCase(Locale.ROOT);
    }

    private static boolean isOurs(String name) {
        boolean singleLabel = name.indexOf('.') < 0;
        return singleLabel
                || name.endsWith(".localhost")
                || name.equals("host.docker.internal")
                || IPV4.matcher(name).matches();
    }

    private static boolean isLoopbackOrigin(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host != null && isLoopback(hostName(host));
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private static boolean isLoopback(String name) {
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("::1")
                || (IPV4.matcher(name).matches() && name.startsWith("127."));
    }
}
