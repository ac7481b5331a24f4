package dev.nephelite.emulator.tls;

import dev.nephelite.emulator.tls.PemKey.PemFile;
import dev.nephelite.emulator.tls.UnusableCertificateException.Remedy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate chain and private key of a server.
 *
 * @param chain the server's own certificate first
 */
public record ServerCertificate(List<Certificate> chain, PrivateKey key) {
    private static final String ALIAS = "server";
    private static final Integer DNS_NAME = 2;
    private static final char[] UNUSED_PASSWORD = {};

    public ServerCertificate {
        chain = List.copyOf(chain);
    }

    /**
     * Reads a certificate and its key from two PEM files, which may be one and the same.
     *
     * @throws UnusableCertificateException if that is not what is in them
     */
    public static ServerCertificate fromPem(Path certificateFile, Path keyFile) {
        List<Certificate> chain = new ArrayList<>();
        for (byte[] der : PemFile.parse(certificateFile, read(certificateFile)).all("CERTIFICATE")) {
            try {
                CertificateFactory factory = CertificateFactory.getInstance("X.509");
                chain.add(factory.generateCertificate(new ByteArrayInputStream(der)));
            } catch (GeneralSecurityException damaged) {
                throw new UnusableCertificateException(certificateFile, "is damaged", Remedy.EXPORT_AGAIN);
            }
        }
        if (chain.isEmpty()) {
            throw new UnusableCertificateException(certificateFile, "has no certificate", Remedy.PEM_WITH_CERTIFICATE);
        }
        PublicKey certified = chain.get(0).getPublicKey();
        PrivateKey key = PemKey.read(PemFile.parse(keyFile, read(keyFile)), certified);
        requirePair(keyFile, key, certified);
        return new ServerCertificate(chain, key);
    }

    /**
     * Reads a certificate and its key from a PKCS#12 file.
     *
     * @throws UnusableCertificateException if that is not what is in it, or the password is wrong
     */
    public static ServerCertificate fromPkcs12(Path file, String password) {
        byte[] bytes = read(file);
        char[] secret = password.toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), secret);
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    return new ServerCertificate(
                            List.of(store.getCertificateChain(alias)), (PrivateKey) store.getKey(alias, secret));
                }
            }
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new UnusableCertificateException(
                    file,
                    "cannot be opened: it is not a PKCS#12 file, or the password is wrong",
                    Remedy.CHECK_PASSWORD);
        }
        throw new UnusableCertificateException(file, "has no private key", Remedy.EXPORT_WITH_KEY);
    }

    /**
     * The DNS names for which the certificate is valid, in lower case; {@code *.example.com} is one of them as it
     * stands.
     */
    public Set<String> hostNames() {
        try {
            @Nullable
            Collection<List<?>> names =
                    chain.get(0) instanceof X509Certificate own ? own.getSubjectAlternativeNames() : null;
            return names == null
                    ? Set.of()
                    : names.stream()
                            .filter(name -> DNS_NAME.equals(name.get(0)))
                            .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
                            .collect(Collectors.toSet());
        } catch (GeneralSecurityException unreadable) {
            return Set.of();
        }
    }

    /** The server's own certificate as a text, see {@link #forClientsOf(String)}. */
    public String base64() {
        try {
            return Base64.getEncoder().encodeToString(chain.get(0).getEncoded());
        } catch (GeneralSecurityException unencodable) {
            throw new IllegalStateException(unencodable);
        }
    }

    /** What a server needs to accept connections. */
    public SSLContext forServer() {
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry(ALIAS, key, UNUSED_PASSWORD, chain.toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, UNUSED_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException("the JDK lacks TLS", broken);
        }
    }

    /** What a client needs that trusts this server, and otherwise those whom the JDK trusts. */
    public SSLContext forClients() {
        return forClientsOf(chain.get(0));
    }

    /**
     * What a client needs that trusts the server with that certificate, and otherwise those whom the JDK trusts.
     *
     * @param base64 the certificate as {@link #base64} writes it
     */
    public static SSLContext forClientsOf(String base64) {
        byte[] der = Base64.getDecoder().decode(base64);
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return forClientsOf(factory.generateCertificate(new ByteArrayInputStream(der)));
        } catch (GeneralSecurityException damaged) {
            throw new IllegalArgumentException("not a certificate", damaged);
        }
    }

    private static SSLContext forClientsOf(Certificate server) {
        try {
            KeyStore store = emptyStore();
            for (Certificate issuer : acceptedByTheJdk()) {
                store.setCertificateEntry("jdk" + store.size(), issuer);
            }
            store.setCertificateEntry(ALIAS, server);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException("the JDK lacks TLS", broken);
        }
    }

    private static Certificate[] acceptedByTheJdk() throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init((KeyStore) null);
        return ((X509TrustManager) trust.getTrustManagers()[0]).getAcceptedIssuers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, UNUSED_PASSWORD);
        return store;
    }

    /** The JDK would notice only when the first client comes. */
    private static void requirePair(Path file, PrivateKey key, PublicKey certified) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        byte[] text = {1};
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(text);
            if (signature.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException doNotFit) {
            // Then they are no pair either.
        }
        throw new UnusableCertificateException(file, "is not the key of the certificate", Remedy.MATCHING_KEY);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException absent) {
            throw new UnusableCertificateException(file, "does not exist", Remedy.CHECK_PATH);
        } catch (IOException unreadable) {
            throw new UnusableCertificateException(file, "cannot be read", Remedy.CHECK_PERMISSIONS);
        }
    }
}
