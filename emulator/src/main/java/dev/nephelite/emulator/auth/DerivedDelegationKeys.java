package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.auth.DelegationKeyLookup.DelegationKeyTerms;
import dev.nephelite.emulator.value.IsoTime;
import dev.nephelite.emulator.value.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/**
 * Derives each key from its terms instead of storing it, so keys stay valid after a restart. The seed is not secret:
 * tokens are not verified, so anybody can get any of these keys anyway.
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

    /** Client libraries format the times of a key differently, but all to the second. */
    private static String normal(String time) {
        return IsoTime.format(IsoTime.parse(time));
    }
}
