package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.auth.DelegationKeyLookup.DelegationKeyTerms;
import dev.nephelite.emulator.value.IsoTime;
import dev.nephelite.emulator.value.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/**
 * Lends keys without remembering them: each follows from its terms, so that a key is good after a restart, too. The seed
 * is no secret; whoever may bear a token that nobody verified can have any of these keys anyhow.
 */
final class DerivedDelegationKeys implements DelegationKeyLookup {
    private final SigningKey seed = new SigningKey("nephelite: keys for users".getBytes(StandardCharsets.UTF_8));

    @Override
    public @Nullable SigningKey find(String account, DelegationKeyTerms terms) {
        try {
            return SigningKey.parse(seed.sign(String.join(
                    "\n",
                    account,
                    terms.objectId(),
                    terms.tenantId(),
                    normal(terms.start()),
                    normal(terms.expiry()),
                    terms.service(),
                    terms.version())));
        } catch (DateTimeException noTime) {
            return null;
        }
    }

    /** Client libraries write down the times of a key in forms of their own, but all to the second. */
    private static String normal(String time) {
        return IsoTime.format(IsoTime.parse(time));
    }
}
