package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.value.IsoTime;
import dev.nephelite.emulator.value.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/** Finds the user delegation key that signed a user delegation SAS. */
@FunctionalInterface
public interface DelegationKeyLookup {
    /** For a service that issues none. */
    DelegationKeyLookup NONE = (account, terms) -> null;

    /** For a service that issues a key to every bearer of a token; the keys are the same in every emulator. */
    DelegationKeyLookup DERIVED = new DerivedDelegationKeys();

    /** Returns the key, or null if none was issued with these terms. */
    @Nullable
    SigningKey find(String account, DelegationKeyTerms terms);

    /**
     * The terms of a user delegation key, as text, because text is what is signed.
     *
     * @param start start of the key's validity
     * @param service {@code b} for blobs, {@code q} for queues
     */
    record DelegationKeyTerms(
            String objectId, String tenantId, String start, String expiry, String service, String version) {}

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
}
