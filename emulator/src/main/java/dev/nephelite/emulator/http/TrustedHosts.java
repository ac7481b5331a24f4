package dev.nephelite.emulator.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes requests of this machine's user from requests that a web page made the user's browser send. There is no
 * other such rule; storage services and the function host differ only in where they apply it.
 *
 * <p>A {@code Host} is trusted unless a stranger could have registered the name and pointed it at this machine (DNS
 * rebinding). An {@code Origin} is trusted if the page comes from this machine, from a name in {@code allowed}, or from
 * the very host that the request addresses. Programs other than browsers send no {@code Origin}.
 *
 * @param allowed further names, in lower case and without a port; {@code *.example.test} stands for every name below
 *     {@code example.test}
 * @param remedy how the user of this program allows a name: an imperative, which the name follows; part of refusals
 */
public record TrustedHosts(Set<String> allowed, String remedy) {
    /** How a name is allowed, in the words of this library. */
    public static final String ALLOW = "allow the host name";

    /** Trusts local names only. */
    public static final TrustedHosts LOCAL = new TrustedHosts(Set.of(), ALLOW);

    private static final String ORIGIN = "Origin";
    private static final Pattern ALLOWED = Pattern.compile("(?:\\*\\.)?[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*");
    private static final String DIGITS = "0123456789";
    private static final String IPV6_CHARACTERS = DIGITS + "abcdefABCDEF:.";
    private static final String NAME_CHARACTERS = DIGITS + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-.";
    private static final int IPV4_PARTS = 4;
    private static final int MAX_IPV4_PART_LENGTH = 3;

    /** Names that containers have for their host. */
    private static final Set<String> CONTAINER_HOSTS =
            Set.of("host.docker.internal", "gateway.docker.internal", "host.containers.internal");

    /** Top-level domains that public DNS does not have: this machine's own, and services of a Kubernetes cluster. */
    private static final List<String> LOCAL_DOMAINS = List.of(".localhost", ".svc", ".svc.cluster.local");

    /**
     * Trusts local names and these.
     *
     * @throws IllegalArgumentException if one of them is not a host name
     */
    public TrustedHosts {
        for (String name : allowed) {
            if (!isHostName(name)) {
                throw new IllegalArgumentException(
                        "'" + name + "' is not a host name. Write it without scheme and port,"
                                + " such as storage.example.com or *.example.com.");
            }
        }
        allowed = Set.copyOf(allowed);
    }

    /** Whether {@code text} can be one of the allowed names. */
    public static boolean isHostName(String text) {
        return ALLOWED.matcher(text).matches();
    }

    /** Says why an administrative path does not answer {@code request}, or nothing if it does. */
    public Optional<String> refusalToAdminister(HttpRequest request) {
        if (isCrossSite(request) || !trustsOrigin(request)) {
            return Optional.of("Web pages of other sites may not use administrative paths.");
        }
        return trustsHost(request) ? Optional.empty() : Optional.of(untrustedHost(request));
    }

    /** Whether the request addresses this machine by a name that nobody else could have pointed at it. */
    public boolean trustsHost(HttpRequest request) {
        @Nullable String name = name(request.host());
        return name != null && (isLocal(name) || isAllowed(name));
    }

    /** Whether the request comes from a trusted page or, as far as a browser would say, from no page at all. */
    public boolean trustsOrigin(HttpRequest request) {
        for (String origin : request.headers().all(ORIGIN)) {
            if (!trustsOrigin(origin, request)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a browser says that another site caused the request. This includes links and images, for which it sends
     * no {@code Origin}.
     */
    public static boolean isCrossSite(HttpRequest request) {
        for (String site : request.headers().all("Sec-Fetch-Site")) {
            if (site.equalsIgnoreCase("cross-site")) {
                return true;
            }
        }
        return false;
    }

    /** Explains why {@link #trustsHost} is false, and what to do about it. */
    public String untrustedHost(HttpRequest request) {
        @Nullable String name = name(request.host());
        return (name == null ? "The Host header is not a host name" : "The host name '" + name + "' is not trusted")
                + ", because a web page could have pointed it at this machine. Use localhost or an IP address, or "
                + remedy + " " + (name == null ? "NAME" : name) + ".";
    }

    /** Explains why {@link #trustsOrigin} is false, and what to do about it. */
    public String untrustedOrigin(HttpRequest request) {
        @Nullable String name = originName(String.valueOf(request.headers().get(ORIGIN)));
        return "Web pages of " + (name == null ? "this origin" : "'" + name + "'") + " may not use an account that has"
                + " the well-known key. Allow them by a CORS rule (Set Service Properties), or "
                + remedy + " " + (name == null ? "NAME" : name) + ".";
    }

    private boolean trustsOrigin(String origin, HttpRequest request) {
        @Nullable String name = originName(origin);
        if (name == null) {
            return false;
        }
        boolean sameHost = authority(origin).equalsIgnoreCase(request.host());
        return isLoopback(name) || isAllowed(name) || (sameHost && trustsHost(request));
    }

    private boolean isAllowed(String name) {
        if (allowed.contains(name)) {
            return true;
        }
        int dot = name.indexOf('.');
        while (dot >= 0) {
            if (allowed.contains("*" + name.substring(dot))) {
                return true;
            }
            dot = name.indexOf('.', dot + 1);
        }
        return false;
    }

    /** A missing Host is local, because browsers always send one. So is a single label, as Docker Compose uses it. */
    private static boolean isLocal(String name) {
        return name.indexOf('.') < 0
                || name.startsWith("[")
                || isIpv4(name)
                || CONTAINER_HOSTS.contains(name)
                || LOCAL_DOMAINS.stream().anyMatch(name::endsWith);
    }

    private static boolean isLoopback(String name) {
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("[::1]")
                || (isIpv4(name) && name.startsWith("127."));
    }

    private static @Nullable String originName(String origin) {
        @Nullable String name = origin.contains("://") ? name(authority(origin)) : null;
        return name == null || name.isEmpty() ? null : name;
    }

    private static String authority(String origin) {
        return origin.substring(origin.indexOf("://") + "://".length());
    }

    /**
     * Returns the name in lower case without port and final dot, or null if {@code host} is malformed. Without regular
     * expressions, as {@link #isIpv4}, because they run for every request.
     */
    private static @Nullable String name(String host) {
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon >= 0 && consistsOf(host, colon + 1, host.length(), DIGITS);
        int end = hasPort ? colon : host.length();
        boolean finalDot = end > 0 && host.charAt(end - 1) == '.';
        String name = host.substring(0, finalDot ? end - 1 : end);
        int last = name.length() - 1;
        boolean ipv6 = last > 1
                && name.charAt(0) == '['
                && name.charAt(last) == ']'
                && consistsOf(name, 1, last, IPV6_CHARACTERS);
        return ipv6 || consistsOf(name, 0, name.length(), NAME_CHARACTERS) ? name.toLowerCase(Locale.ROOT) : null;
    }

    private static boolean consistsOf(String text, int begin, int end, String characters) {
        for (int i = begin; i < end; i++) {
            if (characters.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the name is four numbers of at most three digits. */
    private static boolean isIpv4(String name) {
        int parts = 1;
        int digits = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean endsPart = c == '.' && digits > 0;
            boolean continuesPart = c >= '0' && c <= '9' && digits < MAX_IPV4_PART_LENGTH;
            if (!endsPart && !continuesPart) {
                return false;
            }
            parts += endsPart ? 1 : 0;
            digits = endsPart ? 0 : digits + 1;
        }
        return parts == IPV4_PARTS && digits > 0;
    }
}
