package dev.nephelite.cli.options;

import dev.nephelite.emulator.tls.ServerCertificate;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The certificate with which the storage emulators serve HTTPS. The options are named as in Azurite. */
public final class TlsOptions {
    static final String CERTIFICATE = "--cert";
    static final String KEY = "--key";
    static final String PASSWORD = "--pwd";

    @Option(
            names = CERTIFICATE,
            paramLabel = "FILE",
            description = "Serve storage over HTTPS with this certificate: a PEM file, together with --key, or"
                    + " a PKCS#12 file (.pfx), together with --pwd.")
    private @Nullable Path certificate;

    @Option(names = KEY, paramLabel = "FILE", description = "Private key of the certificate, if --cert is a PEM file.")
    private @Nullable Path key;

    @Option(
            names = {PASSWORD, "--password"},
            paramLabel = "PASSWORD",
            description = "Password of the certificate, if --cert is a PKCS#12 file.")
    private @Nullable String password;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Refuses options that do not describe one certificate completely. */
    public void requireConsistent() {
        if (certificate == null && (key != null || password != null)) {
            throw refusal((key == null ? PASSWORD : KEY) + " without " + CERTIFICATE
                    + " has no effect. Add the certificate, or leave out the option to serve plain HTTP.");
        }
        if (certificate != null && (key == null) == (password == null)) {
            throw refusal(
                    CERTIFICATE + " needs either " + KEY + " for a PEM file, or " + PASSWORD + " for a PKCS#12 file.");
        }
    }

    /** Whether storage is served over HTTPS. */
    boolean wanted() {
        return certificate != null;
    }

    /** The certificate, or null for plain HTTP. */
    @Nullable
    public ServerCertificate certificate() {
        if (certificate != null && key != null) {
            return ServerCertificate.fromPem(certificate, key);
        }
        return certificate == null || password == null ? null : ServerCertificate.fromPkcs12(certificate, password);
    }

    private ParameterException refusal(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
