package dev.nephelite.queue.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MessageTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Message.PopReceipt FIRST = new Message.PopReceipt(new UUID(1, 1));
    private static final Message.PopReceipt SECOND = new Message.PopReceipt(new UUID(2, 2));
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final Message put = new Message(
            Message.Id.of(NOON, new UUID(0, 0)),
            1,
            "text",
            NOON,
            NOON.plusSeconds(5),
            NOON.plusSeconds(600),
            FIRST,
            0,
            null);

    @Nested
    class Given_a_message_put_at_noon_to_be_seen_after_5_seconds_and_to_live_for_10_minutes {
        @Test
        void isVisible_becomesTrueAfterExactly5Seconds() {
            assertThat(put.isVisible(NOON.plusMillis(4_999))).isFalse();
            assertThat(put.isVisible(NOON.plusSeconds(5))).isTrue();
        }

        @Test
        void isExpired_becomesTrueAfterExactly10Minutes() {
            assertThat(put.isExpired(NOON.plusMillis(599_999))).isFalse();
            assertThat(put.isExpired(NOON.plusSeconds(600))).isTrue();
        }

        @Test
        void requireReceipt_acceptsTheReceiptOfPutMessage() {
            assertThatNoException().isThrownBy(() -> put.requireReceipt(FIRST));
        }
    }

    @Nested
    class Given_it_was_delivered_for_a_minute {
        private final Instant then = NOON.plusSeconds(10);
        private final Message held = put.delivered(SECOND, then, A_MINUTE);

        @Test
        void delivered_hidesTheMessageForAMinute() {
            assertThat(held.isVisible(then.plusSeconds(59))).isFalse();
            assertThat(held.isVisible(then.plusSeconds(60))).isTrue();
        }

        @Test
        void delivered_countsTheDelivery() {
            assertThat(held.dequeueCount()).isEqualTo(1);
            assertThat(held.delivered(FIRST, then, A_MINUTE).dequeueCount()).isEqualTo(2);
        }

        @Test
        void requireReceipt_acceptsTheNewestReceiptOnly() {
            assertThatNoException().isThrownBy(() -> held.requireReceipt(SECOND));
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> held.requireReceipt(FIRST))
                    .returns(QueueError.MESSAGE_NOT_FOUND, StorageException::error);
        }

        @Test
        void requireReceipt_acceptsAReceiptAfterTheVisibilityTimeout() {
            assertThat(held.isVisible(then.plusSeconds(90))).isTrue();
            assertThatNoException().isThrownBy(() -> held.requireReceipt(SECOND));
        }

        @Test
        void delivered_doesNotChangeTheExpiration() {
            Message longHeld = put.delivered(SECOND, then, Duration.ofDays(7));

            assertThat(longHeld.isExpired(NOON.plusSeconds(600))).isTrue();
        }
    }

    @Nested
    class Given_its_holder_updates_it {
        @Test
        void updated_replacesTheTextUnlessThereIsNone() {
            assertThat(put.updated(SECOND, NOON, A_MINUTE, "new").text()).isEqualTo("new");
            assertThat(put.updated(SECOND, NOON, A_MINUTE, "").text()).isEmpty();
            assertThat(put.updated(SECOND, NOON, A_MINUTE, null).text()).isEqualTo("text");
        }

        @Test
        void updateMessage_countsNoDelivery() {
            assertThat(put.updated(SECOND, NOON, A_MINUTE, null).dequeueCount()).isZero();
        }

        @Test
        void updated_rejectsInvisibilityBeyondTheExpiration() {
            Instant then = NOON.plusSeconds(540);

            assertThatNoException().isThrownBy(() -> put.updated(SECOND, then, A_MINUTE, null));
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> put.updated(SECOND, then, Duration.ofSeconds(61), null))
                    .returns(CommonError.OUT_OF_RANGE_QUERY_PARAMETER_VALUE, StorageException::error)
                    .satisfies(refused -> assertThat(refused.details()).containsEntry("MaximumAllowed", "60"));
        }
    }
}
