package dev.nephelite.emulator.value;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that signs: an account key, or a user delegation key.
 *
 * <p>Immutable and thread-safe. Never shows its secret in {@link #toString}.
 */
public final class SigningKey {
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] secret;

    /**
     * A template that is cloned for each request, which is faster than looking up the algorithm and setting the key.
     */
    private final Mac keyed;

    /** A key from its decoded bytes. */
    public SigningKey(byte[] secret) {
        this.secret = secret.clone();
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /**
     * Reads a key as connection strings spell it.
     *
     * @throws IllegalArgumentException if the text is empty or not base64; the message does not repeat the text
     */
    public static SigningKey parse(String base64) {
        if (base64.isEmpty()) {
            throw new IllegalArgumentException("the key is empty");
        }
        try {
            return new SigningKey(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("the key is not base64");
        }
    }

    /** Returns the key as connection strings spell it; whoever sees it can sign. */
    public String base64() {
        return Base64.getEncoder().encodeToString(secret);
    }

    /** Returns the HMAC-SHA256 of the text in UTF-8, as base64. */
    public String sign(String text) {
        byte[] code = mac().doFinal(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(code);
    }

    /** Whether {@code signature} is what {@link #sign} returns. Takes as long to say no as to say yes. */
    public boolean verifies(String text, String signature) {
        return MessageDigest.isEqual(
                sign(text).getBytes(StandardCharsets.ISO_8859_1), signature.getBytes(StandardCharsets.UTF_8));
    }

    /** The decoded secret, for a program that must hand it on. */
    public byte[] bytes() {
        return secret.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SigningKey key && MessageDigest.isEqual(secret, key.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }

    @Override
    public String toString() {
        return "SigningKey[hidden]";
    }

    private Mac mac() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException everyJavaCan) {
            throw new IllegalStateException(everyJavaCan);
        }
    }
}
