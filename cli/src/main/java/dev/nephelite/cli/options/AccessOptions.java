package dev.nephelite.cli.options;

import dev.nephelite.cloud.LocalCloudBuilder;
import dev.nephelite.emulator.auth.AuthorizationOptions.OAuthMode;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.value.Accounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The accounts that the storage emulators serve, and the clients that may use them. */
public final class AccessOptions {
    private static final String ACCOUNTS = "AZURITE_ACCOUNTS";
    static final String OAUTH = "--oauth";
    static final String ALLOWED_HOST = "--allowed-host";

    @Option(
            names = "--accounts-file",
            paramLabel = "FILE",
            description =
                    "Serve the accounts in this file instead of the well-known one. Each line is name:key1[:key2]; the form"
                            + " of the environment variable AZURITE_ACCOUNTS works, too. Changes take effect within "
                            + AccountsFile.SECONDS_BETWEEN_LOOKS + " seconds.")
    private @Nullable Path accountsFile;

    @Option(
            names = OAUTH,
            paramLabel = "basic",
            description = "Accept bearer tokens over HTTPS, and issue user delegation keys. basic checks the"
                    + " audience, issuer and lifetime of a token, but neither its signature nor the user's roles."
                    + " Needs --cert.",
            converter = OauthName.class,
            completionCandidates = OauthName.class)
    private @Nullable OAuthMode oAuthMode;

    @Option(
            names = ALLOWED_HOST,
            split = ",",
            paramLabel = "NAME",
            showDefaultValue = Visibility.NEVER,
            description = "Also trust these host names, for example that of a reverse proxy, and the web pages"
                    + " of these hosts. *.example.com is every name below example.com. Local names, IP"
                    + " addresses and the names in the certificate of --cert are always trusted.")
    private List<String> allowedHosts = List.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Refuses bearer tokens without HTTPS, because they could be intercepted. */
    public void requireConsistent(TlsOptions tls) {
        if (oAuthMode != null && !tls.wanted()) {
            throw new ParameterException(
                    command.commandLine(),
                    OAUTH
                            + " needs HTTPS, because a token is never sent over plain HTTP. Add --cert, or leave it out.");
        }
    }

    /** Adds these options to those of a cloud. The file of accounts, if one is given, goes before the environment. */
    public void applyTo(LocalCloudBuilder cloud, Map<String, String> environment, Clock clock) throws IOException {
        try {
            cloud.allowedHosts(allowedHosts);
        } catch (IllegalArgumentException malformed) {
            throw new ParameterException(
                    command.commandLine(), ALLOWED_HOST + ": " + malformed.getMessage(), malformed);
        }
        cloud.accounts(accountsFile == null ? accounts(environment) : AccountsFile.open(accountsFile, clock))
                .oauth(oAuthMode == null ? OAuthMode.NONE : oAuthMode);
    }

    private static Accounts accounts(Map<String, String> environment) {
        @Nullable String given = environment.get(ACCOUNTS);
        if (given == null || given.isBlank()) {
            return Accounts.DEVELOPMENT;
        }
        try {
            return Accounts.parse(given);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "The environment variable " + ACCOUNTS + " is wrong: " + malformed.getMessage() + ".", malformed);
        }
    }

    /** The supported kind of tokens. */
    static final class OauthName extends NamedValue<OAuthMode> {
        OauthName() {
            super(new OAuthMode[] {OAuthMode.BASIC});
        }
    }
}
