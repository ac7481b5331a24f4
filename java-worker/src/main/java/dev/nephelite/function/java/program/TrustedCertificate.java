package dev.nephelite.function.java.program;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The certificate of a server that clients trust besides the servers that the JDK trusts. */
final class TrustedCertificate {
    private TrustedCertificate() {}

    /**
     * What a client needs that trusts the server.
     *
     * @param base64 the certificate
     * @throws IllegalArgumentException if it is none
     */
    static SSLContext context(String base64) {
        byte[] der = Base64.getDecoder().decode(base64);
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (X509Certificate issuer : acceptedIssuers(null)) {
                trusted.setCertificateEntry("jdk" + trusted.size(), issuer);
            }
            trusted.setCertificateEntry(
                    "server",
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trustManagers(trusted).getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException refused) {
            throw new IllegalArgumentException("The certificate of the emulators cannot be used: " + refused, refused);
        }
    }

    private static X509Certificate[] acceptedIssuers(@Nullable KeyStore store) throws GeneralSecurityException {
        return ((X509TrustManager) trustManagers(store).getTrustManagers()[0]).getAcceptedIssuers();
    }

    /** @param store null for that of the JDK */
    private static TrustManagerFactory trustManagers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust;
    }
}
