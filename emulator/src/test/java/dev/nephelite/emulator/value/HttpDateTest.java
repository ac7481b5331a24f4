package dev.nephelite.emulator.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HttpDateTest {
    private static final DateTimeFormatter REFERENCE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final int MOMENTS = 10_000;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1970-01-01T00:00:00Z     | Thu, 01 Jan 1970 00:00:00 GMT",
                "2024-02-29T23:59:59.999Z | Thu, 29 Feb 2024 23:59:59 GMT",
                "9999-12-31T23:59:59Z     | Fri, 31 Dec 9999 23:59:59 GMT",
                "1969-12-31T23:59:59.5Z   | Wed, 31 Dec 1969 23:59:59 GMT",
                "0007-03-04T05:06:07Z     | Sun, 04 Mar 0007 05:06:07 GMT"
            })
    void format_writes_RFC_1123_with_two_digits_for_the_day(Instant moment, String text) {
        assertThat(HttpDate.format(moment)).isEqualTo(text);
    }

    @Test
    void format_writes_what_the_formatter_of_the_JDK_writes_and_parse_reads_it() {
        Random random = new Random(1);
        for (int i = 0; i < MOMENTS; i++) {
            Instant moment = Instant.ofEpochSecond(random.nextLong(LAST_SECOND));
            String text = HttpDate.format(moment);
            assertThat(text).isEqualTo(REFERENCE.format(moment));
            assertThat(HttpDate.parse(text)).isEqualTo(moment);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Tue, 3 Jun 2008 11:05:30 GMT  | 2008-06-03T11:05:30Z",
                "tue, 03 JUN 2008 11:05:30 gmt | 2008-06-03T11:05:30Z",
                "03 Jun 2008 11:05 GMT         | 2008-06-03T11:05:00Z",
                "Tue, 3 Jun 2008 11:05:30 +0200 | 2008-06-03T09:05:30Z"
            })
    void parse_reads_the_other_forms_that_RFC_1123_allows(String text, Instant moment) {
        assertThat(HttpDate.parse(text)).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Mon, 03 Jun 2008 11:05:30 GMT",
                "Tue, 03 Jun 2008 11:05:60 GMT",
                "Tue, 03 Jun 2008 25:05:30 GMT",
                "Tue, 03 anF 2008 11:05:30 GMT",
                "Tue, 00 Jun 2008 11:05:30 GMT",
                "Tue, 03 Jun 2oo8 11:05:30 GMT",
                "Tue; 03 Jun 2008 11:05:30 GMT",
                "Tue, 03 Jun 2008 11:05:30 CET",
                "2008-06-03T11:05:30Z"
            })
    void parse_refuses_what_is_no_date(String text) {
        assertThatThrownBy(() -> HttpDate.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
