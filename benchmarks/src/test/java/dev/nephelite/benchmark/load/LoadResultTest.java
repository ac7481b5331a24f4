package dev.nephelite.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LoadResultTest {
    @Nested
    class Given_what_the_load_generator_printed {
        private final LoadResult result = LoadResult.parse("""
                {"mode":"blobs","clients":16,"ok":1500,"errors":3,"wrong":1,"retries":2,"seconds":0.500000,\
                "bytesIn":345000,"bytesOut":1900000,"items":0,"prefixes":0,"pages":0,"killed":false,\
                "p50Micros":310,"p99Micros":2100,"maxMicros":9800,\
                "serverCpuSeconds":0.410,"clientCpuSeconds":0.040,"otherCores":0.125,\
                "statuses":{"201":1500,"503":3},"errorSample":"<Error>ServerBusy</Error>"}
                """);

        @Test
        void the_rate_is_of_requests_that_succeeded() {
            assertThat(result.rate()).isCloseTo(3000, within(0.001));
        }

        @Test
        void errors_and_wrong_contents_are_problems() {
            assertThat(result.problems()).isEqualTo(4);
        }

        @Test
        void throughput_is_in_MiB_per_second() {
            assertThat(result.mibPerSecond(64L << 20)).isCloseTo(128, within(0.001));
        }

        @Test
        void statuses_and_the_first_refusal_are_kept_for_whoever_looks_for_the_reason() {
            assertThat(result.statuses()).containsEntry("503", 3L);
            assertThat(result.errorSample()).contains("ServerBusy");
        }
    }

    @Test
    void anything_else_is_refused_with_what_it_was() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoadResult.parse("Segmentation fault"))
                .withMessageContaining("Segmentation fault");
    }
}
