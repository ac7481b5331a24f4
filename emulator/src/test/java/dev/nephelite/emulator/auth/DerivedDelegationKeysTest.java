package dev.nephelite.emulator.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.auth.DelegationKeyLookup.DelegationKeyTerms;
import dev.nephelite.emulator.value.SigningKey;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DerivedDelegationKeysTest {
    private static final String START = "2026-01-01T00:00:00Z";
    private static final String EXPIRY = "2026-01-02T00:00:00Z";
    private static final SigningKey KEY = key(terms("o", "t", START, EXPIRY, "b", "2026-10-06"));

    @Test
    void find_derivesTheSameKeyInEveryVersion() {
        assertThat(KEY.base64()).isEqualTo("QZRNBGvQhzDFcBRgawYGmyoEbLAKtQPnh4FmtlCRYZA=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-01-01T00:00Z", "2026-01-01T00:00:00.0000000Z", "2026-01-01", "2026-01-01T00:00:00.7Z"})
    void find_ignoresTheSpellingOfTimes(String start) {
        assertThat(key(terms("o", "t", start, EXPIRY, "b", "2026-10-06"))).isEqualTo(KEY);
    }

    @ParameterizedTest
    @MethodSource
    void find_derivesAnotherKeyForOtherTerms(DelegationKeyTerms other) {
        assertThat(key(other)).isNotEqualTo(KEY);
    }

    static Stream<DelegationKeyTerms> find_derivesAnotherKeyForOtherTerms() {
        return Stream.of(
                terms("x", "t", START, EXPIRY, "b", "2026-10-06"),
                terms("o", "x", START, EXPIRY, "b", "2026-10-06"),
                terms("o", "t", "2026-01-01T00:00:01Z", EXPIRY, "b", "2026-10-06"),
                terms("o", "t", START, "2026-01-02T00:00:01Z", "b", "2026-10-06"),
                terms("o", "t", START, EXPIRY, "q", "2026-10-06"),
                terms("o", "t", START, EXPIRY, "b", "2026-04-06"));
    }

    @Test
    void find_derivesAnotherKeyForAnotherAccount() {
        assertThat(DelegationKeyLookup.DERIVED.find("other", terms("o", "t", START, EXPIRY, "b", "2026-10-06")))
                .isNotEqualTo(KEY);
    }

    @Test
    void find_returnsNoKeyForAnInvalidTime() {
        assertThat(DelegationKeyLookup.DERIVED.find("a", terms("o", "t", "soon", EXPIRY, "b", "2026-10-06")))
                .isNull();
    }

    private static SigningKey key(DelegationKeyTerms terms) {
        return Objects.requireNonNull(DelegationKeyLookup.DERIVED.find("devstoreaccount1", terms));
    }

    private static DelegationKeyTerms terms(
            String user, String tenant, String start, String expiry, String service, String v) {
        return new DelegationKeyTerms(user, tenant, start, expiry, service, v);
    }
}
