package dev.nephelite.emulator.tls;

import java.nio.file.Path;

/** A certificate or its key cannot be used. The message names the file, what is wrong with it, and what to do. */
public final class UnusableCertificateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final Remedy remedy;

    UnusableCertificateException(Path file, String problem, Remedy remedy) {
        super(file + " " + problem + ". " + remedy.text());
        this.problem = file + " " + problem;
        this.remedy = remedy;
    }

    /** The file and what is wrong with it, as a sentence without its full stop. */
    public String problem() {
        return problem;
    }

    public Remedy remedy() {
        return remedy;
    }

    /** What to do about the problem. A program that reads certificates knows how its users name the files and the password. */
    public enum Remedy {
        CHECK_PATH("Check the path."),
        CHECK_PERMISSIONS("Check its permissions."),
        EXPORT_AGAIN("Export it again."),
        EXPORT_WITH_KEY("Export the certificate together with its key."),
        PEM_WITH_KEY("A PEM file with one has a line that ends in PRIVATE KEY-----."),
        PEM_WITH_CERTIFICATE(
                "A PEM file with one has a line -----BEGIN CERTIFICATE-----; a PKCS#12 file needs a password,"
                        + " and no file with a key."),
        DECRYPT_KEY("Decrypt it with \"openssl pkcs8\", or use a PKCS#12 file and its password."),
        MATCHING_KEY("Use the key that the certificate was made with."),
        CHECK_PASSWORD("Check the password; a PEM file needs a file with its key instead.");

        private final String text;

        Remedy(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
