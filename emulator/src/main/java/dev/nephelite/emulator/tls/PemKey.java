package dev.nephelite.emulator.tls;

import dev.nephelite.emulator.tls.UnusableCertificateException.Remedy;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
            throw new UnusableCertificateException(file.path(), "is encrypted", Remedy.DECRYPT_KEY);
        }
        throw new UnusableCertificateException(file.path(), "has no private key", Remedy.PEM_WITH_KEY);
    }

    private static PrivateKey key(Path path, byte[] pkcs8, PublicKey certified) {
        try {
            return KeyFactory.getInstance(certified.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException unreadable) {
            throw new UnusableCertificateException(
                    path,
                    "is damaged, or not a key for " + certified.getAlgorithm() + " as the certificate is",
                    Remedy.MATCHING_KEY);
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

    /** A text file of labeled blocks, each of which is a certificate, a key or the like in Base64. */
    record PemFile(Path path, List<Block> blocks) {
        private static final Pattern BLOCK =
                Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.+?)-----END \\1-----", Pattern.DOTALL);

        static PemFile parse(Path path, byte[] bytes) {
            List<Block> blocks = new ArrayList<>();
            Matcher matcher = BLOCK.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
            while (matcher.find()) {
                try {
                    blocks.add(
                            new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
                } catch (IllegalArgumentException notBase64) {
                    throw new UnusableCertificateException(
                            path, "is damaged: its " + matcher.group(1) + " is not Base64", Remedy.EXPORT_AGAIN);
                }
            }
            return new PemFile(path, blocks);
        }

        /** The contents of the blocks with that label, in their order. */
        List<byte[]> all(String label) {
            return blocks.stream()
                    .filter(block -> block.label().equals(label))
                    .map(Block::content)
                    .toList();
        }

        /** What stands between a line that begins a block and the one that ends it. */
        @SuppressWarnings("ArrayRecordComponent") // Never compared.
        record Block(String label, byte[] content) {}
    }
}
