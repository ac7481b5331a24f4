package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobEncryption;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.service.Request;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The headers by which a client says what a blob is to be, or is, encrypted with.
 *
 * @see <a href="https://learn.microsoft.com/azure/storage/blobs/encryption-customer-provided-keys">Keys on a request</a>
 */
public final class EncryptionHeaders {
    private static final String KEY = "x-ms-encryption-key";
    private static final String CHECKSUM = "x-ms-encryption-key-sha256";
    private static final String ALGORITHM = "x-ms-encryption-algorithm";
    private static final String SCOPE = "x-ms-encryption-scope";
    private static final int KEY_LENGTH = 32;

    private EncryptionHeaders() {}

    /** What a blob is to be encrypted with, as far as the request says. */
    public static BlobEncryption of(Request request) {
        @Nullable String checksum = checksum(request.headers());
        @Nullable String scope = scope(request);
        if (checksum != null && scope != null) {
            throw invalid(SCOPE, scope);
        }
        return checksum == null && scope == null ? BlobEncryption.OF_ACCOUNT : new BlobEncryption(checksum, scope);
    }

    /** Refuses a client that does not show the key of the blob, or one that the blob does not have. */
    public static void require(Headers headers, Blob blob) {
        blob.encryption().requireKey(checksum(headers));
    }

    /** The scope that a header names or the client's signature, which may not contradict one another. */
    private static @Nullable String scope(Request request) {
        @Nullable String named = request.headers().get(SCOPE);
        @Nullable String signed = request.grant().encryptionScope();
        if (named != null && signed != null && !named.equals(signed)) {
            throw invalid(SCOPE, named);
        }
        return named == null ? signed : named;
    }

    /**
     * The checksum of the client's own key, or null if it shows none. All three headers belong together, but some clients
     * tell the algorithm of a key that they do not have.
     */
    private static @Nullable String checksum(Headers headers) {
        if (!headers.has(KEY) && !headers.has(CHECKSUM)) {
            return null;
        }
        String key = require(headers, KEY);
        String checksum = require(headers, CHECKSUM);
        String algorithm = require(headers, ALGORITHM);
        if (!algorithm.equals("AES256")) {
            throw invalid(ALGORITHM, algorithm);
        }
        if (!checksum.equals(sha256(key))) {
            throw invalid(CHECKSUM, checksum);
        }
        return checksum;
    }

    private static String require(Headers headers, String name) {
        @Nullable String value = headers.get(name);
        if (value == null) {
            throw CommonError.MISSING_REQUIRED_HEADER.exception().detail("HeaderName", name);
        }
        return value;
    }

    private static String sha256(String key) {
        try {
            byte[] bytes = Base64.getDecoder().decode(key);
            if (bytes.length == KEY_LENGTH) {
                byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
                return Base64.getEncoder().encodeToString(sum);
            }
        } catch (IllegalArgumentException notBase64) {
            throw invalid(KEY, key);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
        throw invalid(KEY, key);
    }

    private static RuntimeException invalid(String header, String value) {
        return CommonError.INVALID_HEADER_VALUE
                .exception()
                .detail("HeaderName", header)
                .detail("HeaderValue", value);
    }
}
