package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.azure.storage.queue.QueueClient;
import dev.nephelite.junit.NepheliteTest;
import dev.nephelite.junit.StorageName;
import dev.nephelite.junit.cloud.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A week passes as fast as the clock is moved. Tests without functions need only storage. */
@NepheliteTest(queues = "offers")
class OfferEndsTest {
    @Test
    void anOfferThatNobodyTakesEndsAfterAWeek(TestClock clock, @StorageName("offers") QueueClient offers) {
        offers.sendMessageWithResponse("half price", null, Duration.ofDays(7), null, null);

        clock.advance(Duration.ofDays(6));
        assertEquals(1, offers.peekMessages(1, null, null).stream().count());

        clock.advance(Duration.ofDays(1));
        assertEquals(0, offers.peekMessages(1, null, null).stream().count());
    }
}
