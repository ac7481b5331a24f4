package dev.nephelite.emulator.tls;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;

/**
 * A private key in a PEM file. The JDK reads PKCS#8 alone; the older forms, PKCS#1 of RSA and SEC 1 of elliptic curves,
 * are what stands inside PKCS#8 behind the name of the algorithm, which the certificate tells as well.
 */
final class PemKey {
    private static final String PKCS_8 = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
    private static final List<String> OLDER = List.of("RSA PRIVATE KEY", "EC PRIVATE KEY");

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    /** In the octet of a length: it says only how many octets follow that tell the length. */
    private static final int LONG_FORM = 0x80;

    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    private PemKey() {}

    /** Reads the key that belongs to {@code certified}. */
    static PrivateKey read(PemFile file, PublicKey certified) {
        for (byte[] key : file.all(PKCS_8)) {
            return key(file.path(), key, certified);
        }
        for (String label : OLDER) {
            for (byte[] key : file.all(label)) {
                return key(file.path(), wrapped(key, certified), certified);
            }
        }
        if (!file.all(ENCRYPTED).isEmpty()) {
            throw new UnusableCertificateException(
                    file.path(), "is encrypted", "Decrypt it with \"openssl pkcs8\", or use a PKCS#12 file and --pwd.");
        }
        throw new UnusableCertificateException(
                file.path(), "has no private key", "A PEM file with one has a line that ends in PRIVATE KEY-----.");
    }

    private static PrivateKey key(Path path, byte[] pkcs8, PublicKey certified) {
        try {
            return KeyFactory.getInstance(certified.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException unreadable) {
            throw new UnusableCertificateException(
                    path,
                    "is damaged, or not a key for " + certified.getAlgorithm() + " as the certificate is",
                    "Give --key the key that the certificate was made with.");
        }
    }

    private static byte[] wrapped(byte[] key, PublicKey certified) {
        return element(SEQUENCE, VERSION_0, algorithm(certified.getEncoded()), element(OCTET_STRING, key));
    }

    /** The first element of a public key in its standard form, whose own head is skipped. */
    private static byte[] algorithm(byte[] publicKey) {
        int start = headLength(publicKey, 0);
        int end = start + headLength(publicKey, start) + contentLength(publicKey, start);
        return Arrays.copyOfRange(publicKey, start, end);
    }

    private static int headLength(byte[] der, int at) {
        return 2 + lengthOctets(der, at);
    }

    private static int contentLength(byte[] der, int at) {
        int octets = lengthOctets(der, at);
        int length = octets == 0 ? der[at + 1] : 0;
        for (int i = 0; i < octets; i++) {
            length = length << Byte.SIZE | Byte.toUnsignedInt(der[at + 2 + i]);
        }
        return length;
    }

    private static int lengthOctets(byte[] der, int at) {
        return (der[at + 1] & LONG_FORM) == 0 ? 0 : der[at + 1] & (LONG_FORM - 1);
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + Byte.SIZE - 1) / Byte.SIZE;
        if (length >= LONG_FORM) {
            element.write(LONG_FORM | octets);
        }
        for (int i = octets - 1; i >= 0; i--) {
            element.write(length >>> (i * Byte.SIZE));
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }
}
