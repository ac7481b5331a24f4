package dev.nephelite.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.emulator.value.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AccountsFileTest {
    private static final SigningKey ONE = SigningKey.parse("MQ==");
    private static final SigningKey TWO = SigningKey.parse("Mg==");
    private static final Duration A_LOOK = Duration.ofSeconds(5);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("accounts");
    }

    @Nested
    class Given_a_file_with_an_account {
        private Accounts accounts;

        @BeforeEach
        void open() throws IOException {
            Files.writeString(file, "first:MQ==\n");
            accounts = AccountsFile.open(file, clock);
        }

        @Test
        void it_is_the_account_there_is() {
            assertThat(accounts.all()).containsExactly(new Account("first", List.of(ONE)));
            assertThat(accounts.find("first")).isNotNull();
            assertThat(accounts.find("devstoreaccount1")).isNull();
        }

        @Test
        void a_key_is_rotated_while_the_other_one_stays() throws IOException {
            change("first:Mg==:MQ==");
            assertThat(keys()).containsExactly(TWO, ONE);

            change("first:Mg==");
            assertThat(keys()).containsExactly(TWO);
        }

        @Test
        void an_account_comes_and_another_one_goes() throws IOException {
            change("second:Mg==\nthird:MQ==:Mg==\n");

            assertThat(accounts.all()).extracting(Account::name).containsExactly("second", "third");
        }

        @Test
        void a_change_that_makes_no_sense_changes_nothing_until_it_is_mended() throws IOException {
            change("first:not base64");
            assertThat(keys()).containsExactly(ONE);

            change("");
            assertThat(keys()).containsExactly(ONE);

            change("first:Mg==");
            assertThat(keys()).containsExactly(TWO);
        }

        @Test
        void the_accounts_stay_when_the_file_goes_and_change_when_it_comes_again() throws IOException {
            Files.delete(file);
            clock.advance(A_LOOK);
            assertThat(keys()).containsExactly(ONE);

            change("first:Mg==");
            assertThat(keys()).containsExactly(TWO);
        }

        private void change(String text) throws IOException {
            Files.writeString(file, text);
            clock.advance(A_LOOK);
        }

        private List<SigningKey> keys() {
            return Objects.requireNonNull(accounts.find("first")).keys();
        }
    }

    @Nested
    class Given_a_file_that_cannot_be_used {
        @Test
        void one_that_is_missing_is_named() {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> AccountsFile.open(file, clock))
                    .withMessage("There is no accounts file " + file + ".");
        }

        @Test
        void one_that_is_wrong_is_named_and_no_key_repeated() throws IOException {
            Files.writeString(file, "first:MQ==\nsecretkey");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AccountsFile.open(file, clock))
                    .withMessageStartingWith("The accounts file " + file + " is wrong: part 2: ")
                    .withMessageNotContaining("secretkey");
        }
    }
}
