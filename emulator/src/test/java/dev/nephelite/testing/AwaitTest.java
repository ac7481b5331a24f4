package dev.nephelite.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AwaitTest {
    @Test
    void until_looksUntilTheConditionHolds() {
        Iterator<Integer> counts = List.of(1, 2, 3, 4).iterator();

        assertThat(Await.until("there are three", counts::next, count -> count == 3))
                .isEqualTo(3);
    }

    @Test
    void until_reportsWhatWasSeenLast() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Await.until("there are three", () -> 2, count -> count == 3))
                .withMessageContaining("there are three; last seen: 2");
    }
}
