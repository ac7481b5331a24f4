package dev.nephelite.queue.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.time.RandomIds;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What queues, messages and deliveries are called by. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class IdentityTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Ids ids = RandomIds.seeded(1);

    @Nested
    class A_message_id {
        @Test
        void of_createsAUuidOfVersion7() {
            UUID id = Message.Id.of(NOON, ids.uuid()).value();

            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
        }

        @Test
        void of_sortsByTheMillisecondOfItsCreation() {
            Message.Id first = Message.Id.of(NOON, new UUID(-1, -1));
            Message.Id second = Message.Id.of(NOON.plusMillis(1), new UUID(0, 0));

            assertThat(first.toString()).isLessThan(second.toString());
        }

        @Test
        void of_createsDifferentIdsInTheSameMillisecond() {
            assertThat(Message.Id.of(NOON, ids.uuid())).isNotEqualTo(Message.Id.of(NOON, ids.uuid()));
        }

        @Test
        void parse_acceptsEitherCase() {
            Message.Id id = Message.Id.of(NOON, ids.uuid());

            assertThat(Message.Id.parse(id.toString())).isEqualTo(id);
            assertThat(Message.Id.parse(id.toString().toUpperCase(Locale.ROOT))).isEqualTo(id);
        }

        @Test
        void parse_findsNoMessageForAnInvalidId() {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> Message.Id.parse("first"))
                    .returns(QueueError.MESSAGE_NOT_FOUND, StorageException::error);
        }
    }

    @Nested
    class A_pop_receipt {
        @Test
        void parse_readsWhatToStringWrites() {
            Message.PopReceipt receipt = new Message.PopReceipt(ids.uuid());

            assertThat(Message.PopReceipt.parse(receipt.toString())).isEqualTo(receipt);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAA", "no receipt!"})
        void parse_rejectsAnotherFormWithTheReason(String text) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> Message.PopReceipt.parse(text))
                    .returns(CommonError.INVALID_QUERY_PARAMETER_VALUE, StorageException::error)
                    .satisfies(refused ->
                            assertThat(refused.details()).containsEntry("Reason", "Invalid pop receipt format"));
        }
    }

    @Nested
    class A_queue_name {
        @ParameterizedTest
        @ValueSource(strings = {"abc", "a-1", "000", "a-b-c"})
        void parse_acceptsLettersDigitsAndSingleHyphens(String text) {
            assertThat(QueueName.parse(text)).hasToString(text);
        }

        @ParameterizedTest
        @ValueSource(strings = {"ab", "Abc", "a--b", "-ab", "ab-", "a_b", "äöü"})
        void new_rejectsANameThatBreaksARule(String text) {
            assertThatIllegalArgumentException().isThrownBy(() -> new QueueName(text));
        }

        @Test
        void parse_rejectsTheLengthFirst() {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> QueueName.parse("A"))
                    .returns(CommonError.OUT_OF_RANGE_NAME_LENGTH, StorageException::error);
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> QueueName.parse("Abc"))
                    .returns(CommonError.INVALID_RESOURCE_NAME, StorageException::error);
        }
    }
}
