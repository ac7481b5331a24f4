package dev.nephelite.cli;

import dev.nephelite.emulator.auth.Access;
import dev.nephelite.emulator.auth.Oauth;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.value.Accounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Which accounts the storage emulators serve, and to whom. */
final class AccessOptions {
    private static final String ACCOUNTS = "AZURITE_ACCOUNTS";
    private static final String OAUTH = "--oauth";

    @Option(
            names = "--accounts-file",
            paramLabel = "FILE",
            description = "Accounts instead of the well-known one, written as in the environment variable "
                    + "AZURITE_ACCOUNTS or one to a line: name:key1[:key2]. A change of the file counts within "
                    + AccountsFile.SECONDS_BETWEEN_LOOKS + " seconds.")
    private @Nullable Path accountsFile;

    @Option(
            names = OAUTH,
            paramLabel = "basic",
            description = "Accept bearer tokens over HTTPS, and lend the keys that sign user delegation SAS. basic:"
                    + " audience, issuer and lifetime of a token are checked, its signature and the user's roles are"
                    + " not.",
            converter = OauthName.class)
    private @Nullable Oauth oauth;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Refuses to accept tokens where they could be overheard. */
    void requireConsistent(TlsOptions tls) {
        if (oauth != null && !tls.wanted()) {
            throw new ParameterException(
                    command.commandLine(),
                    OAUTH + " needs HTTPS, for a token is never sent over plain HTTP. Add --cert, or leave it out.");
        }
    }

    /** Whom to let in; the file, where one is given, goes before the environment. */
    Access access(Map<String, String> environment, Clock clock) throws IOException {
        Accounts accounts = accountsFile == null ? accounts(environment) : AccountsFile.open(accountsFile, clock);
        return new Access(accounts, oauth == null ? Oauth.NONE : oauth);
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

    /** The only way in which tokens are accepted. */
    static final class OauthName implements ITypeConverter<Oauth> {
        @Override
        public Oauth convert(String name) {
            if (!name.equals("basic")) {
                throw new TypeConversionException("'" + name + "' is not basic, which is all there is.");
            }
            return Oauth.BASIC;
        }
    }
}
