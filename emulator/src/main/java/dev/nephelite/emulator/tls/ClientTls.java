package dev.nephelite.emulator.tls;

import javax.net.ssl.SSLContext;

/**
 * Which servers clients trust: one with a certificate that no authority needs to have issued, and otherwise those that the
 * JDK trusts.
 *
 * @param context what a client in this process needs
 * @param certificate the certificate as {@link ServerCertificate#base64} writes it, for clients in other processes
 */
public record ClientTls(SSLContext context, String certificate) {
    /** Trusts a server with this certificate. */
    public static ClientTls trusting(ServerCertificate server) {
        return new ClientTls(server.forClients(), server.base64());
    }
}
