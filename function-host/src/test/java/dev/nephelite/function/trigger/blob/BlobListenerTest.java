package dev.nephelite.function.trigger.blob;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobListenerTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 2", "16, 8", "63, 32", "64, 32", "100, 32"})
    void batchSize_isHalfOfTheConcurrencyLimit(int degreeOfParallelism, int batchSize) {
        assertThat(BlobListener.batchSize(degreeOfParallelism)).isEqualTo(batchSize);
    }
}
