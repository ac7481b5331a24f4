package dev.nephelite.emulator.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AccountsTest {
    private static final SigningKey ONE = SigningKey.parse("MQ==");
    private static final SigningKey TWO = SigningKey.parse("Mg==");

    @Nested
    class Given_nothing_is_said {
        @Test
        void development_containsTheWellKnownAccount() {
            assertThat(Accounts.DEVELOPMENT.all()).containsExactly(Account.DEVELOPMENT);
            assertThat(Accounts.DEVELOPMENT.find("devstoreaccount1")).isSameAs(Account.DEVELOPMENT);
        }
    }

    @Nested
    class Given_accounts_as_the_environment_gives_them {
        private final Accounts accounts = Accounts.parse(" first:MQ==:Mg==; second : Mg== ;;");

        @Test
        void parse_readsOneOrTwoKeysPerAccount() {
            assertThat(accounts.all()).extracting(Account::name).containsExactly("first", "second");
            assertThat(Objects.requireNonNull(accounts.find("first")).keys()).containsExactly(ONE, TWO);
            assertThat(Objects.requireNonNull(accounts.find("second")).keys()).containsExactly(TWO);
        }

        @Test
        void parse_omitsTheWellKnownAccount() {
            assertThat(accounts.find("devstoreaccount1")).isNull();
        }
    }

    @Nested
    class Given_accounts_on_lines_of_their_own {
        @Test
        void parse_acceptsAccountsOnLines() {
            Accounts accounts = Accounts.parse("first:MQ==:Mg==\r\n\nsecond:Mg==\n");

            assertThat(accounts.all()).extracting(Account::name).containsExactly("first", "second");
        }
    }

    @Nested
    class Given_a_mistake {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "a:MQ==;justaname          | part 2: no colon between name and key",
                    "a:MQ==;b:MQ==:MQ==:MQ==   | part 2 (b): found 3 keys where one or two belong",
                    "a:MQ==;b:                 | part 2 (b): the key is empty",
                    "b:MQ==:                   | part 1 (b): the key is empty",
                    "b:secret!                 | part 1 (b): the key is not base64",
                    ":MQ==                     | part 1: not an account name",
                    "a/b:MQ==                  | part 1: not an account name",
                    "a.b:MQ==                  | part 1: not an account name",
                    "_nephelite:MQ==           | part 1: not an account name",
                    "a-secondary:MQ==          | part 1: not an account name"
                })
        void parse_namesTheInvalidPartAndTheRemedy(String text, String problem) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Accounts.parse(text))
                    .withMessageStartingWith(problem)
                    .withMessageEndingWith(
                            "write name:key1 or name:key1:key2, several accounts separated by semicolons");
        }

        @Test
        void parse_doesNotRepeatAKeyInItsMessage() {
            String key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Accounts.parse(key + ":name"))
                    .withMessageNotContaining("Eby8");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Accounts.parse(key))
                    .withMessageNotContaining("Eby8");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", ";;"})
        void parse_refusesTextWithoutAccounts(String text) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Accounts.parse(text))
                    .withMessageStartingWith("no account is given");
        }

        @Test
        void parse_namesADuplicateAccount() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Accounts.parse("twin:MQ==;twin:Mg=="))
                    .withMessageContaining("\"twin\"");
        }
    }
}
