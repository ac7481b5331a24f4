package dev.nephelite.emulator.service;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.emulator.value.PercentEncoding;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a URL addresses: an account and, in it, a resource.
 *
 * <p>The account is the first segment of the path, as in {@code http://127.0.0.1:10000/account/container}, or the first
 * label of the host, as in {@code http://account.blob.localhost:10000/container}. Names of configured accounts decide
 * which, so that any host name at all can be used with the first form.
 *
 * @param secondary whether the read-only replica is meant
 * @param inPath whether the account is in the path and not in the host
 * @param resource the decoded path below the account, without a leading slash
 */
public record ResourcePath(Account account, boolean secondary, boolean inPath, String resource) {

    /**
     * Reads the URL of a request, or one that a request names.
     *
     * @param rawPath still percent-encoded
     * @param host with its port
     */
    public static ResourcePath parse(String rawPath, String host, Accounts accounts) {
        String path = decode(rawPath.startsWith("/") ? rawPath.substring(1) : rawPath);
        int dot = host.indexOf('.');
        boolean address = dot + 1 < host.length() && Character.isDigit(host.charAt(dot + 1));
        @Nullable ResourcePath inHost = dot > 0 && !address ? of(host.substring(0, dot), false, path, accounts) : null;
        if (inHost != null) {
            return inHost;
        }
        int slash = path.indexOf('/');
        String first = slash < 0 ? path : path.substring(0, slash);
        @Nullable ResourcePath inPath = of(first, true, slash < 0 ? "" : path.substring(slash + 1), accounts);
        if (inPath != null) {
            return inPath;
        }
        throw unknownAccount(first, accounts);
    }

    /** The same account, and in it the resource that is meant by this one. */
    ResourcePath in(String meant) {
        return meant.equals(resource) ? this : new ResourcePath(account, secondary, inPath, meant);
    }

    private static @Nullable ResourcePath of(String name, boolean inPath, String resource, Accounts accounts) {
        boolean secondary = name.endsWith(Account.SECONDARY_SUFFIX);
        String primary = secondary ? name.substring(0, name.length() - Account.SECONDARY_SUFFIX.length()) : name;
        @Nullable Account account = accounts.find(primary);
        return account == null ? null : new ResourcePath(account, secondary, inPath, resource);
    }

    private static RuntimeException unknownAccount(String name, Accounts accounts) {
        List<String> known = accounts.all().stream().map(Account::name).toList();
        return CommonError.RESOURCE_NOT_FOUND.exception(Map.of(
                "Reason",
                "There is no account \"" + name + "\" here; there is "
                        + known.stream().collect(Collectors.joining(", "))
                        + ". A URL begins with the account: http://host:port/" + known.get(0) + "/..."));
    }

    /** Decodes a path once. Refuses one that is malformed or holds a character that no URL of the service may hold. */
    public static String decode(String rawPath) {
        try {
            String path = PercentEncoding.decode(rawPath);
            int character;
            for (int i = 0; i < path.length(); i += Character.charCount(character)) {
                character = path.codePointAt(i);
                if (!isAllowed(character)) {
                    throw CommonError.INVALID_URI.exception();
                }
            }
            return path;
        } catch (IllegalArgumentException notPercentEncoded) {
            throw CommonError.INVALID_URI.exception();
        }
    }

    /**
     * Whether the service takes a URL with this character in its path. It refuses control characters, private-use
     * characters, U+FFF0 to U+FFFD and noncharacters, but not U+FFFE and U+FFFF.
     *
     * @see <a href="https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata#resource-names">Resource
     *     names</a>
     */
    private static boolean isAllowed(int character) {
        boolean privateUse = character >= 0xE000 && character <= 0xF8FF;
        boolean special = character >= 0xFFF0 && character <= 0xFFFD;
        boolean noncharacter =
                (character >= 0xFDD0 && character <= 0xFDEF) || (character > 0xFFFF && (character & 0xFFFE) == 0xFFFE);
        return !Character.isISOControl(character) && !privateUse && !special && !noncharacter;
    }
}
